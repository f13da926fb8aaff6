import type { CellChange } from '../../../src/notebook/fix';
import type { GoneCell, NotebookMatch, PresentCell } from './match-cells';

/** The change that gives a cell its past code. */
export function bringBackCell(present: PresentCell, source: string): CellChange {
  const lines = present.source.split('\n');
  const range = { startLine: 0, startColumn: 0, endLine: lines.length - 1, endColumn: lines.at(-1)?.length ?? 0 };
  return { kind: 'source', cell: present.id, range, text: source };
}

/** The change that puts a cell back where it stood. Its old id is taken again, unless a present cell has it. */
export function bringBackGone({ past, after }: GoneCell, present: readonly PresentCell[]): CellChange {
  const at = after === null ? -1 : present.findIndex(({ id }) => id === after);
  const isTaken = present.some(({ id }) => id === past.id);
  return {
    kind: 'insert',
    cell: isTaken ? `${past.id}-back` : past.id,
    before: present[at + 1]?.id ?? null,
    source: past.source,
    tags: past.tags
  };
}

/** All code cells of the run as they were; cells that are new since then stay. */
export function bringBackAll(match: NotebookMatch, present: readonly PresentCell[]): CellChange[] {
  const changed = present.flatMap(cell => {
    const matched = match.cells.get(cell.id);
    return matched?.differs === true ? [bringBackCell(cell, matched.past.source)] : [];
  });
  const gone = match.gone.filter(({ past }) => past.kind === 'code').map(each => bringBackGone(each, present));
  return [...changed, ...gone];
}
