import { diffArrays } from 'diff';
import type { Cell, Notebook } from '../../notebook/cell';
import { stepTags } from '../../notebook/cell-role';
import type { ComparedCell } from '../api/comparison';

/** The code cells of two notebooks, aligned by their ids in notebook order; a cell that was moved is there twice: removed and added. */
export function compareCells(a: Notebook | null, b: Notebook | null): ComparedCell[] {
  const [left, right] = [codeCells(a), codeCells(b)];
  const parts = diffArrays(
    left.map(each => each.id),
    right.map(each => each.id)
  );
  const find = (cells: readonly Cell[], id: string): Cell | null => cells.find(each => each.id === id) ?? null;
  return parts.flatMap(({ value, added, removed }) =>
    value.map(id => comparedCell(id, added ? null : find(left, id), removed ? null : find(right, id)))
  );
}

function codeCells(notebook: Notebook | null): readonly Cell[] {
  return notebook?.cells.filter(cell => cell.kind === 'code') ?? [];
}

function comparedCell(id: string, a: Cell | null, b: Cell | null): ComparedCell {
  const cell = b ?? a;
  const change = a === null ? 'added' : b === null ? 'removed' : a.source === b.source ? 'same' : 'changed';
  return { id, step: cell === null ? null : (stepTags(cell)[0] ?? null), change, a: a?.source ?? null, b: b?.source ?? null };
}
