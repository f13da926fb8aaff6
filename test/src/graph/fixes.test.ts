import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostic';
import { newAnalyser, type AnalysedNotebook } from '../../../src/graph/analyser';
import { nodeGlobals } from '../../../src/graph/known-globals';
import { applyFix } from '../../../src/notebook/apply-fix';
import type { Fix } from '../../../src/notebook/fix';
import { notebookOf } from '../../../src/notebook/read-notebook';
import { fixCases } from './fix-cases';
import { sourceFixCases } from './source-fix-cases';
import type { ShortCell } from './notebook-of';

const options = { flowName: 'Test', globals: nodeGlobals };

const analyser = newAnalyser();

function analyse(json: object): AnalysedNotebook {
  return analyser.analyse(notebookOf(json), options);
}

/** A notebook's JSON of cells in short, as Jupyter would write it. */
function jsonOf(cells: readonly ShortCell[], settings?: unknown): object {
  const kernelspec = { name: 'tslab', language: 'typescript' };
  return {
    cells: cells.map(([tags, source, headwater], index) => {
      const words = tags
        .split(/ (?=step:|md |parameters|setup|steps:)/)
        .map(word => word.trim())
        .filter(word => word !== '');
      const isText = tags.startsWith('md');
      const own = (isText ? tags.slice(3).split(' ') : words).filter(word => word !== '');
      const metadata = { ...(own.length > 0 ? { tags: own } : {}), ...(headwater === undefined ? {} : { headwater }) };
      return { id: `c${index}`, cell_type: isText ? 'markdown' : 'code', metadata, source: source.split(/(?<=\n)/) };
    }),
    metadata: { kernelspec, ...(settings === undefined ? {} : { headwater: settings }) },
    nbformat: 4,
    nbformat_minor: 5
  };
}

const keyOf = ({ code, cell, about }: Diagnostic): string => [code, cell, about].join(' ');
const errorsOf = ({ graph }: AnalysedNotebook): string[] => graph.diagnostics.filter(each => each.severity === 'error').map(keyOf);

/** The diagnostic is gone when the fix has been made, and no error has come. */
function expectMends(json: object, before: AnalysedNotebook, diagnostic: Diagnostic, fix: Fix): void {
  const after = analyse(applyFix(json, fix));
  const what = `${keyOf(diagnostic)}: ${fix.title}`;
  expect(after.graph.diagnostics.map(keyOf), what).not.toContain(keyOf(diagnostic));
  const known = new Set(errorsOf(before));
  expect(
    errorsOf(after).filter(each => !known.has(each)),
    what
  ).toEqual([]);
}

describe('a fix ends its diagnostic and brings no error', () => {
  it.each([...fixCases, ...sourceFixCases].map(each => [`${each.code}: ${each.what}`, each] as const))(
    '%s',
    (_name, { cells, settings, code, titles, sources }) => {
      const json = jsonOf(cells, settings);
      const before = analyse(json);
      const found = before.graph.diagnostics.find(each => each.code === code);
      if (found === undefined) throw new Error(`no ${code} among ${before.graph.diagnostics.map(keyOf).join('; ')}`);
      const fixes = before.fixes.get(found) ?? [];
      expect(fixes.map(each => each.title)).toEqual(titles);
      for (const fix of fixes) expectMends(json, before, found, fix);
      const [first] = fixes;
      if (sources !== undefined && first !== undefined)
        expect(notebookOf(applyFix(json, first)).cells.map(each => each.source)).toEqual(sources);
    }
  );
});

interface Case {
  readonly name: string;
  readonly cells: readonly { readonly step: string | null; readonly tags?: readonly string[]; readonly source: string }[];
}

const corpus: readonly Case[] = JSON.parse(readFileSync(join(__dirname, '../../fixtures/notebooks/corpus-typescript.json'), 'utf8'));

describe('fixes of real notebooks', () => {
  it('hold for the notebooks of the corpus', () => {
    let count = 0;
    for (const { cells } of corpus) {
      const json = jsonOf(
        cells.map(({ step, tags = [], source }) => [[...tags, ...(step === null ? [] : [`step:${step}`])].join(' '), source])
      );
      const before = analyse(json);
      for (const diagnostic of before.graph.diagnostics)
        for (const fix of before.fixes.get(diagnostic) ?? []) {
          expectMends(json, before, diagnostic, fix);
          count++;
        }
    }
    expect(count).toBeGreaterThan(5);
  });

  it('hold too when most cells of a long notebook are tagged at random', () => {
    const text = readFileSync(join(__dirname, '../../fixtures/notebooks/messy.ipynb'), 'utf8');
    const tags = ['step:a', 'step:b', 'setup', 'step:c', 'parameters', 'step:b'];
    let count = 0;
    for (let seed = 1; seed <= 1; seed++) {
      const json = JSON.parse(text) as { cells: { metadata: object }[] };
      json.cells.forEach((cell, i) => (cell.metadata = { tags: (i * seed) % 3 === 0 ? [] : [tags[(i * seed) % 7] ?? 'step:d'] }));
      const before = analyse(json);
      for (const diagnostic of before.graph.diagnostics)
        for (const fix of before.fixes.get(diagnostic) ?? []) {
          expectMends(json, before, diagnostic, fix);
          count++;
        }
    }
    expect(count).toBeGreaterThan(15);
  }, 60_000);
});
