import { describe, expect, it } from 'vitest';
import { bringBackAll, bringBackCell, bringBackGone } from '../../../labextension/src/look-back/bring-back';
import { matchCells } from '../../../labextension/src/look-back/match-cells';
import type { RunCell } from '../../../src/server/api/look-back';
import { applyFix } from '../../../src/notebook/apply-fix';

describe('bringing back code', () => {
  const past = [cell('a', 'let a = 1\nlet b = 2'), cell('old', 'gone()\nfor()', ['step:old']), cell('b', 'same()')];
  const present = [now('a', 'let a = 3'), now('b', 'same()'), now('new', 'fresh()')];
  const match = matchCells(past, present);

  it('replaces the whole text of a cell', () => {
    expect(sources([bringBackCell(present[0] ?? now('', ''), 'let a = 1\nlet b = 2')])).toEqual([
      'let a = 1\nlet b = 2',
      'same()',
      'fresh()'
    ]);
  });

  it('restores all code of the run; what is new stays', () => {
    expect(sources(bringBackAll(match, present))).toEqual(['let a = 1\nlet b = 2', 'gone()\nfor()', 'same()', 'fresh()']);
  });

  it('puts a cell back under its own id with its tags, and never a second one of an id', () => {
    const [gone] = match.gone;
    if (gone === undefined) throw new Error('nothing is gone');
    expect(bringBackGone(gone, present)).toMatchObject({ cell: 'old', before: 'b', tags: ['step:old'] });
    expect(bringBackGone(gone, [...present, now('old', 'another')])).toMatchObject({ cell: 'old-back' });
  });

  /** What the reference implementation of fixes makes of the changes. */
  function sources(changes: ReturnType<typeof bringBackAll>): unknown[] {
    const cells = present.map(({ id, source }) => ({ cell_type: 'code', id, source, metadata: {}, outputs: [], execution_count: null }));
    const fixed = applyFix({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, { title: '', changes });
    return (fixed as { cells: { source: string | string[] }[] }).cells.map(({ source }) =>
      Array.isArray(source) ? source.join('') : source
    );
  }
});

function cell(id: string, source: string, tags: string[] = []): RunCell {
  return { id, kind: 'code', source, tags, step: null, outputs: [], variables: [] };
}

function now(id: string, source: string): { id: string; cell_type: string; source: string } {
  return { id, cell_type: 'code', source };
}
