import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyseNotebook } from '../../../src/graph/analyse-notebook';
import { flowNameOfFile } from '../../../src/graph/flow-name';
import { nodeGlobals } from '../../../src/graph/known-globals';
import { nameFromHeading, uniqueName } from '../../../src/graph/propose-names';
import { proposeSteps, type Proposal } from '../../../src/graph/propose-steps';
import { languageOf } from '../../../src/language/languages';
import type { Notebook } from '../../../src/notebook/cell';
import { editCells } from '../../../src/notebook/edit-cells';
import { readNotebook } from '../../../src/notebook/read-notebook';
import { notebookOf, type ShortCell } from './notebook-of';

function propose(notebook: Notebook): Proposal[] {
  const language = languageOf(notebook);
  if ('severity' in language) throw new Error(language.message);
  return proposeSteps(notebook, language.analyse(notebook.cells), ({ cell }) => language.parameters(cell));
}

const tagsOf = (cells: readonly ShortCell[]): (string | null)[] => propose(notebookOf(cells)).map(each => each.tag);

describe('proposeSteps', () => {
  it('makes a step of each section, and leaves the title out', () => {
    const cells: ShortCell[] = [
      ['md', '# Houses'],
      ['md', '## 1. Load the data'],
      ['', 'const rows = Array.of(3, 1, 2);'],
      ['md', 'Text.\n\nTrain\n-----'],
      ['', 'const model = Math.max(...rows);'],
      ['', 'const error = model - rows[0];']
    ];
    expect(tagsOf(cells)).toEqual(['step:load_data', 'step:train', 'step:train']);
  });

  it('leaves out cells that only define, only show or hold no code', () => {
    const cells: ShortCell[] = [
      ['md', '# Load'],
      ['', "import fs from 'node:fs';\nfunction f() {}"],
      ['', 'const rows = Array.of(1);'],
      ['', 'rows'],
      ['', 'console.log(rows.length)'],
      ['', '// later']
    ];
    expect(tagsOf(cells)).toEqual([null, 'step:load', null, null, null]);
  });

  it('keeps a cell that may change what it reads through a loop variable', () => {
    const cells: ShortCell[] = [
      ['', 'const rows = Array.of({ a: 1 });'],
      ['', 'for (const row of rows) row.a = 2;'],
      ['', 'const n = rows.length;']
    ];
    expect(tagsOf(cells)).toEqual(['step:make_rows', 'step:make_rows', 'step:make_n']);
  });

  it('takes the first cell for parameters only when it is all literals that are used', () => {
    expect(
      tagsOf([
        ['', 'const rate = 0.5; const names = ["a"];'],
        ['', 'const x = rate;']
      ])
    ).toEqual(['parameters', 'step:make_x']);
    expect(
      tagsOf([
        ['', 'const rate = Math.random();'],
        ['', 'const x = rate;']
      ])
    ).toEqual(['step:make_rate', 'step:make_x']);
    expect(
      tagsOf([
        ['', 'const rate = 0.5; console.log("hi");'],
        ['', 'const x = rate;']
      ])
    ).toEqual(['step:make_rate', 'step:make_x']);
    expect(
      tagsOf([
        ['', 'let rate = 0.5;'],
        ['', 'rate = rate / 2;']
      ])
    ).toEqual(['step:make_rate', 'step:make_rate']);
    expect(
      tagsOf([
        ['', 'const rate = 0.5;'],
        ['', 'const x = 1;']
      ])
    ).toEqual(['step:make_rate', 'step:make_x']);
  });

  it('gives a foreach a step of its own', () => {
    const cells: ShortCell[] = [
      ['', "import { foreach } from 'headwater';"],
      ['md', '# Fit'],
      ['', 'const rates = Array.of(1, 2);'],
      ['', 'const models = await foreach(rates, rate => rate * 2);'],
      ['', 'const best = models[0];']
    ];
    expect(tagsOf(cells)).toEqual([null, 'step:fit', 'step:fit_models', 'step:fit_best']);
  });

  it('splits a long section where nothing flows from one cell to the next', () => {
    const cells: ShortCell[] = [
      ['md', '# Look'],
      ['', 'const a = Number(1);'],
      ['', 'const b = a + 1;'],
      ['', 'const x = 1;'],
      ['', 'const y = x + 1;']
    ];
    expect(tagsOf(cells)).toEqual(['step:look', 'step:look', 'step:look_x', 'step:look_x']);
  });

  it('gives sections with one name different steps', () => {
    const cells: ShortCell[] = [
      ['md', '# Clean'],
      ['', 'const a = 1;'],
      ['md', '# Clean'],
      ['', 'const b = 2;'],
      ['md', '# 数据'],
      ['', 'const c = 3;']
    ];
    expect(tagsOf(cells)).toEqual(['step:clean', 'step:clean_b', 'step:make_c']);
  });

  it('makes a flow without errors of a messy notebook', () => {
    const text = readFileSync(join(__dirname, '../../fixtures/notebooks/messy.ipynb'), 'utf8');
    const proposals = propose(readNotebook(text));
    const edits = proposals.flatMap(({ index, tag }) => (tag === null ? [] : [[index, { kind: 'tag', tag, settings: [] }] as const]));
    const graph = analyseNotebook(readNotebook(editCells(text, new Map(edits))), { flowName: 'Messy', globals: nodeGlobals });
    expect(graph.diagnostics.filter(each => each.severity === 'error')).toEqual([]);
    expect(graph.steps.length).toBeGreaterThan(5);
    expect(graph.parameters.map(each => each.name)).toEqual(['seed', 'days', 'lambdas', 'evalFrom']);
  });
});

describe('names', () => {
  it.each([
    ['3. Train the models (ridge)', 'train_models_ridge'],
    ['Größe & Gewicht', 'grosse_gewicht'],
    ['The', 'the'],
    ['2026', null],
    ['数据', null],
    ['`fit()` all of the many different things', 'fit_all_many_different']
  ])('of the heading %s: %s', (heading, name) => {
    expect(nameFromHeading(heading)).toBe(name);
  });

  it('keep clear of the parts of a foreach and of other spellings', () => {
    expect(uniqueName('fit', new Set(['load']))).toBe('fit');
    expect(uniqueName('Fit_join', new Set(['fit']))).toBe('Fit_join_2');
    expect(uniqueName('fit', new Set(['fit', 'FIT_2']))).toBe('fit_3');
  });

  it.each([
    ['house prices-2.ipynb', 'HousePrices2'],
    ['/a/b.c/my_flow.ipynb', 'MyFlow'],
    ['2nd try.ipynb', 'Flow2ndTry'],
    ['été.ipynb', 'Ete'],
    ['数据.ipynb', 'Flow'],
    ['C:\\x\\Sales report.ipynb', 'SalesReport']
  ])('of the flow in %s: %s', (path, name) => {
    expect(flowNameOfFile(path)).toBe(name);
  });
});
