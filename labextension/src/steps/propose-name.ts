import { nameFromHeading, uniqueName } from '../../../src/graph/propose-names';
import type { Cell } from '../../../src/notebook/cell';
import type { CellProposal } from '../../../src/server/api/analysis';
import type { SourceCell } from '../flow/notebook-source';
import { stepNames } from './step-marks';

/** A name for a new step of some cells: the proposed one, else that of the heading above them, else `step`; no other step has it. */
export function proposeName(
  sources: readonly SourceCell[],
  cells: readonly Cell[],
  ids: readonly string[],
  proposals: readonly CellProposal[]
): string {
  const proposed = proposals.find(each => ids.includes(each.cell) && each.tag?.startsWith('step:') === true)?.tag?.slice('step:'.length);
  const own = new Set(cells.filter(cell => ids.includes(cell.id)).map(cell => cell.id));
  const taken = stepNames(cells.filter(cell => !own.has(cell.id)));
  return uniqueName(proposed ?? headingName(sources, ids) ?? 'step', new Set(taken));
}

/** From the last heading before the first of the cells, as long as no other code cell lies between. */
function headingName(sources: readonly SourceCell[], ids: readonly string[]): string | null {
  const at = sources.findIndex(each => ids.includes(each.id) && each.cell_type === 'code');
  const before = sources.slice(0, Math.max(at, 0));
  const above = before.slice(before.findLastIndex(each => each.cell_type === 'code') + 1).filter(each => each.cell_type === 'markdown');
  const headings = above.flatMap(each => [...each.source.matchAll(/^#{1,6}\s+(.+)$/gm)].map(found => found[1] ?? ''));
  const last = headings.at(-1);
  return last === undefined ? null : nameFromHeading(last);
}
