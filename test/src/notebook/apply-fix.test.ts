import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFix } from '../../../src/notebook/apply-fix';
import type { CellChange, Fix } from '../../../src/notebook/fix';
import { fixedText } from '../../../src/notebook/fixed-text';

const cell = (id: string, more: object = {}): object => ({
  id,
  cell_type: 'code',
  metadata: {},
  source: ['one\n', 'two'],
  outputs: [],
  ...more
});
const notebook = {
  cells: [cell('a', { metadata: { tags: ['x', 'setup'], other: 1 } }), cell('b'), cell('c')],
  metadata: { k: 1 },
  nbformat: 4
};
const fix = (...changes: CellChange[]): Fix => ({ title: 'Do it', changes });
const range = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };

const cases: readonly (readonly [string, Fix, object])[] = [
  [
    'tags, keeping others',
    fix({ kind: 'tags', cell: 'a', add: ['step:s'], remove: ['setup'] }),
    { ...notebook, cells: [cell('a', { metadata: { tags: ['x', 'step:s'], other: 1 } }), cell('b'), cell('c')] }
  ],
  [
    'the last tags away, with their list',
    fix({ kind: 'tags', cell: 'a', add: [], remove: ['setup', 'x'] }),
    { ...notebook, cells: [cell('a', { metadata: { other: 1 } }), cell('b'), cell('c')] }
  ],
  [
    'settings of a cell and of the notebook',
    fix({ kind: 'settings', cell: 'b', settings: { title: 'T' } }, { kind: 'notebook', settings: { flow: 'F' } }),
    {
      ...notebook,
      cells: [notebook.cells[0], cell('b', { metadata: { headwater: { title: 'T' } } }), cell('c')],
      metadata: { k: 1, headwater: { flow: 'F' } }
    }
  ],
  [
    'a span of a source that is a list of lines',
    fix({ kind: 'source', cell: 'b', range, text: 'O\n' }),
    { ...notebook, cells: [notebook.cells[0], cell('b', { source: ['one\n', 'tO\n', 'o'] }), cell('c')] }
  ],
  ['a cell up', fix({ kind: 'move', cell: 'c', before: 'a' }), { ...notebook, cells: [cell('c'), notebook.cells[0], cell('b')] }],
  ['a cell to the end', fix({ kind: 'move', cell: 'b', before: null }), { ...notebook, cells: [notebook.cells[0], cell('c'), cell('b')] }],
  [
    'a new cell, that a later change names',
    fix(
      { kind: 'insert', cell: 'n', before: 'b', source: 'x\ny', tags: ['setup'] },
      { kind: 'tags', cell: 'n', add: ['step:s'], remove: ['setup'] }
    ),
    {
      ...notebook,
      cells: [
        notebook.cells[0],
        { id: 'n', cell_type: 'code', metadata: { tags: ['step:s'] }, source: ['x\n', 'y'], outputs: [], execution_count: null },
        cell('b'),
        cell('c')
      ]
    }
  ],
  ['another id', fix({ kind: 'id', cell: 'c', id: 'd' }), { ...notebook, cells: [notebook.cells[0], cell('b'), cell('d')] }],
  ['nothing where the cell is gone', fix({ kind: 'id', cell: 'z', id: 'd' }), notebook]
];

describe('applyFix', () => {
  it.each(cases)('%s', (_what, change, expected) => {
    const before = structuredClone(notebook);
    expect(applyFix(notebook, change)).toEqual(expected);
    expect(notebook).toEqual(before);
  });

  it('knows cells without ids of their own by their first position, all through a fix', () => {
    const bare = { cells: [{ source: 'a' }, { source: 'b' }, { source: 'c' }] };
    const moved = applyFix(
      bare,
      fix({ kind: 'move', cell: 'cell-2', before: 'cell-0' }, { kind: 'tags', cell: 'cell-0', add: ['setup'], remove: [] })
    );
    expect(moved).toEqual({ cells: [{ source: 'c' }, { source: 'a', metadata: { tags: ['setup'] } }, { source: 'b' }] });
  });
});

describe('fixedText', () => {
  it.each(cases)('writes the same into the file: %s', (_what, change, expected) => {
    for (const indent of [1, 2, '\t', undefined]) {
      const text = `${JSON.stringify(notebook, null, indent)}\n`;
      expect(JSON.parse(fixedText(text, change))).toEqual(expected);
    }
  });

  it('keeps every other character of a file, numbers that JavaScript cannot hold included', () => {
    const text = readFileSync(join(__dirname, '../../fixtures/notebooks/messy.ipynb'), 'utf8').replace(
      '"execution_count": 1,',
      '"execution_count": 1,\n   "big": 12345678901234567890.0,'
    );
    const ids = (JSON.parse(text) as { cells: { id: string }[] }).cells.map(each => each.id);
    const [, second = '', third = ''] = ids;
    const there = fixedText(
      text,
      fix({ kind: 'tags', cell: second, add: ['setup'], remove: [] }, { kind: 'move', cell: third, before: second })
    );
    expect(there).not.toBe(text);
    const back = fixedText(
      there,
      fix({ kind: 'tags', cell: second, add: [], remove: ['setup'] }, { kind: 'move', cell: second, before: third })
    );
    expect(back).toBe(text);
  });
});
