import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newAnalyser, type AnalysedNotebook } from '../../../src/graph/analyser';
import { nodeGlobals } from '../../../src/graph/known-globals';
import { languageOf } from '../../../src/language/languages';
import type { Cell, Notebook } from '../../../src/notebook/cell';
import { readNotebook } from '../../../src/notebook/read-notebook';
import { notebookOf, type ShortCell } from './notebook-of';

interface Case {
  readonly name: string;
  readonly cells: readonly { readonly step: string | null; readonly tags?: readonly string[]; readonly source: string }[];
}

const corpus: readonly Case[] = JSON.parse(readFileSync(join(__dirname, '../../fixtures/notebooks/corpus-typescript.json'), 'utf8'));
const messy = readNotebook(readFileSync(join(__dirname, '../../fixtures/notebooks/messy.ipynb'), 'utf8'));
const options = { flowName: 'Test', globals: nodeGlobals };

/** Everything that an analysis says, as values that can be compared. */
function said({ graph, fixes, proposals, limits }: AnalysedNotebook): unknown {
  return { graph, fixes: graph.diagnostics.map(each => fixes.get(each)), proposals, limits };
}

/** Numbers from 0 to below `limit`, the same in every run of the test: a linear congruential generator (Numerical Recipes). */
function dice(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return limit => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const sources = corpus.flatMap(({ cells }) => cells.map(each => each.source));
const typed = [
  ' ',
  ';',
  '\nconst x = 1;',
  '\nx = 2;',
  '\nimport { foreach } from "headwater";',
  '\nvar y = ',
  '{',
  '\nfunction f() { return x; }'
];

/** The notebook after one thing that people do in an editor. */
function edited(notebook: Notebook, throwDice: (limit: number) => number): Notebook {
  const cells = [...notebook.cells];
  const at = throwDice(cells.length);
  const cell = cells[at];
  if (cell === undefined) return notebook;
  const change = throwDice(6);
  if (change === 0) cells[at] = { ...cell, source: cell.source + (typed[throwDice(typed.length)] ?? '') };
  else if (change === 1) cells[at] = { ...cell, source: cell.source.slice(0, throwDice(cell.source.length + 1)) };
  else if (change === 2) cells.splice(at, 1);
  else if (change === 3) cells.splice(at, 0, { ...cell, id: `new-${throwDice(1e9)}`, source: sources[throwDice(sources.length)] ?? '' });
  else if (change === 4) cells.push(...cells.splice(at, 1));
  else cells[at] = { ...cell, tags: [[], ['setup'], ['parameters'], ['step:s1'], ['step:s2']][throwDice(5)] ?? [] };
  return { ...notebook, cells: cells.map((each, index): Cell => ({ ...each, index })) };
}

describe('an analyser that is kept', () => {
  it('says of each version of a notebook what a new one says', () => {
    const kept = newAnalyser();
    let count = 0;
    for (const [seed, { cells, name }] of corpus.entries()) {
      const throwDice = dice(seed);
      const short = cells.map(({ step, tags = [], source }): ShortCell => [
        [...tags, ...(step === null ? [] : [`step:${step}`])].join(' '),
        source
      ]);
      for (let notebook = notebookOf(short), version = 0; version < 5; version++) {
        const fresh = newAnalyser();
        const analysed = kept.analyse(notebook, options);
        expect(said(analysed), `${name}, version ${version}`).toEqual(said(fresh.analyse(notebook, options)));
        if (analysed.graph.diagnostics.every(each => each.severity !== 'error')) {
          expect(kept.compile(notebook)).toEqual(fresh.compile(notebook));
          count++;
        }
        notebook = edited(notebook, throwDice);
      }
    }
    expect(count).toBeGreaterThan(50);
  }, 60_000);

  it('says the same of a long notebook while it is edited', () => {
    const kept = newAnalyser();
    const throwDice = dice(7);
    for (let notebook: Notebook = messy, version = 0; version < 10; version++) {
      expect(said(kept.analyse(notebook, options))).toEqual(said(newAnalyser().analyse(notebook, options)));
      notebook = edited(notebook, throwDice);
    }
  });

  it('tells the two dialects of one source apart', () => {
    const kept = newAnalyser();
    const typescript = notebookOf([['step:a', 'const n: number = 1;']]);
    const codes = (language: string): string[] =>
      kept.analyse({ ...typescript, language }, options).graph.diagnostics.map(each => each.code);
    expect(codes('typescript')).toEqual([]);
    expect(codes('javascript')).toEqual(['HW111']);
    expect(codes('typescript')).toEqual([]);
  });

  it('offers proposals for an untagged notebook only', () => {
    const untagged = newAnalyser().analyse(messy, options);
    expect(untagged.proposals).toHaveLength(messy.cells.filter(each => each.kind === 'code').length);
    expect(newAnalyser().analyse(notebookOf([['step:a', 'const a = 1;']]), options).proposals).toEqual([]);
  });

  it('says plainly of another language what works, and proposes nothing', () => {
    const notebook: Notebook = { ...notebookOf([['', 'df = pandas.read_csv("a.csv")']]), language: 'python', kernelspec: 'python3' };
    const { limits, proposals, graph } = newAnalyser().analyse(notebook, options);
    expect(limits).toMatch(/^Headwater does not analyse or run Python cells yet/);
    expect(proposals).toEqual([]);
    expect(graph.diagnostics.map(each => each.code)).toEqual(['HW110']);
    expect(newAnalyser().analyse(notebookOf([]), options).limits).toBeNull();
  });
});

describe('a language that is kept', () => {
  it('compiles a version in which cells have moved', () => {
    const language = languageOf(notebookOf([]));
    if ('severity' in language) throw new Error(language.message);
    const before = notebookOf([
      ['step:a', 'const a = 1;'],
      ['step:b', 'const b = a + 1;']
    ]).cells;
    language.analyse(before);
    const [first, second] = before;
    if (first === undefined || second === undefined) throw new Error('two cells');
    const after: Cell[] = [
      { ...first, id: 'new', source: 'const z = 0;' },
      { ...first, index: 1 },
      { ...second, index: 2 }
    ];
    language.analyse(after);
    const fresh = languageOf(notebookOf([]));
    if ('severity' in fresh) throw new Error(fresh.message);
    expect(language.compile(after)).toEqual(fresh.compile(after.map(each => ({ ...each }))));
  });
});
