import { describe, expect, it } from 'vitest';
import type { Notebook } from '../../../src/notebook/cell';
import { notebookOf } from '../../../src/notebook/read-notebook';
import { compareCells } from '../../../src/server/comparison/compare-cells';

function notebook(cells: readonly (readonly [id: string, source: string])[]): Notebook {
  return notebookOf({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: cells.map(([id, source]) => ({ cell_type: 'code', id, source, metadata: { tags: [`step:${id}`] }, outputs: [] }))
  });
}

describe('cells of two runs', () => {
  it('are aligned by their ids, in notebook order', () => {
    const a = notebook([
      ['one', '1'],
      ['two', '2'],
      ['three', '3']
    ]);
    const b = notebook([
      ['one', '1'],
      ['new', 'n'],
      ['three', '3!']
    ]);
    expect(compareCells(a, b).map(({ id, change, a: left, b: right }) => [id, change, left, right])).toEqual([
      ['one', 'same', '1', '1'],
      ['two', 'removed', '2', null],
      ['new', 'added', null, 'n'],
      ['three', 'changed', '3', '3!']
    ]);
  });

  it('that moved are there twice, and each says which step it belonged to', () => {
    const moved = compareCells(
      notebook([
        ['one', '1'],
        ['two', '2']
      ]),
      notebook([
        ['two', '2'],
        ['one', '1']
      ])
    );
    expect(moved.map(({ id, change }) => `${id} ${change}`).sort()).toEqual(['one added', 'one removed', 'two same'].sort());
    expect(moved.map(each => each.step)).toContain('two');
  });

  it('are all added or removed where one side has no notebook', () => {
    expect(compareCells(null, notebook([['one', '1']])).map(each => each.change)).toEqual(['added']);
    expect(compareCells(notebook([['one', '1']]), null).map(each => each.change)).toEqual(['removed']);
  });
});
