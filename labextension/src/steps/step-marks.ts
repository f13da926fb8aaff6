import type { Analysis, CellProposal } from '../../../src/server/api/analysis';
import type { Cell } from '../../../src/notebook/cell';
import { roleOf } from '../../../src/notebook/cell-role';
import { mergeSettings } from '../../../src/notebook/merge-settings';
import type { StepSettings } from '../../../src/notebook/step-settings';

/** What a cell's header shows of its role. */
export type CellMark =
  | {
      readonly kind: 'head';
      readonly step: string;
      readonly title: string | null;
      readonly settings: StepSettings;
      readonly foreach: boolean;
    }
  /** A further cell of the step whose head is above. */
  | { readonly kind: 'more'; readonly step: string }
  | { readonly kind: 'setup' | 'parameters' }
  | { readonly kind: 'proposal'; readonly proposal: CellProposal };

/** A mark for each cell that has one, by cell id. Roles are those of the cells as they are now; only what a step is in the graph may be a moment older. */
export function marksOf(
  cells: readonly Cell[],
  analysis: Analysis | null,
  proposals: readonly CellProposal[]
): ReadonlyMap<string, CellMark> {
  const marks = new Map<string, CellMark>(proposals.map(proposal => [proposal.cell, { kind: 'proposal', proposal }]));
  const bySteps = groupBySteps(cells);
  const foreach = new Set(analysis?.steps.filter(step => step.kind === 'foreach').map(step => step.name));
  let last: string | null = null;
  for (const cell of cells) {
    const role = roleOf(cell);
    if (role.kind === 'scratch') continue;
    if (role.kind !== 'step') marks.set(cell.id, { kind: role.kind });
    else if (role.step === last) marks.set(cell.id, { kind: 'more', step: role.step });
    else marks.set(cell.id, headOf(role.step, bySteps.get(role.step) ?? [], foreach.has(role.step)));
    if (role.kind === 'step') last = role.step;
  }
  return marks;
}

function headOf(step: string, own: readonly Cell[], foreach: boolean): CellMark {
  const { settings } = mergeSettings(step, own);
  const { title } = settings;
  return { kind: 'head', step, title: typeof title === 'string' && title !== '' ? title : null, settings, foreach };
}

function groupBySteps(cells: readonly Cell[]): ReadonlyMap<string, Cell[]> {
  const found = new Map<string, Cell[]>();
  for (const cell of cells) {
    const step = stepOf(cell);
    if (step === null) continue;
    const own = found.get(step);
    if (own === undefined) found.set(step, [cell]);
    else own.push(cell);
  }
  return found;
}

/** The first cell of each step, in order. */
export function stepHeads(cells: readonly Cell[]): readonly Cell[] {
  return [...groupBySteps(cells).values()].flatMap(own => own[0] ?? []);
}

/** The cells of a step, in order. */
export function cellsOfStep(cells: readonly Cell[], step: string): readonly Cell[] {
  return cells.filter(cell => stepOf(cell) === step);
}

/** The step of a cell; null when it is part of none. */
export function stepOf(cell: Cell): string | null {
  const role = roleOf(cell);
  return role.kind === 'step' ? role.step : null;
}

/** The names of all steps, in order of their first cells. */
export function stepNames(cells: readonly Cell[]): readonly string[] {
  return [...new Set(cells.flatMap(cell => stepOf(cell) ?? []))];
}
