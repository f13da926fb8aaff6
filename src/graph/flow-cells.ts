import type { CellFacts } from '../language/language';
import { roleOf, type CellRole } from '../notebook/cell-role';
import type { Cell, Notebook } from '../notebook/cell';

/** A code cell with what it is to the flow and what analysis found in it. */
export interface FlowCell {
  readonly cell: Cell;
  readonly role: CellRole;
  readonly facts: CellFacts;
}

/** The cells of one step, in notebook order. */
export interface StepCells {
  readonly name: string;
  readonly cells: readonly FlowCell[];
}

/** The notebook's code cells in order; one without facts (another language's) is left out. */
export function flowCells(notebook: Notebook, facts: readonly CellFacts[]): FlowCell[] {
  const factsOf = new Map(facts.map(each => [each.index, each]));
  return notebook.cells.flatMap(cell => {
    const found = cell.kind === 'code' ? factsOf.get(cell.index) : undefined;
    return found === undefined ? [] : [{ cell, role: roleOf(cell), facts: found }];
  });
}

/** The steps in the order of their first cells. */
export function stepCells(cells: readonly FlowCell[]): StepCells[] {
  const steps = new Map<string, FlowCell[]>();
  for (const each of cells) {
    if (each.role.kind !== 'step') continue;
    const known = steps.get(each.role.step);
    if (known === undefined) steps.set(each.role.step, [each]);
    else known.push(each);
  }
  return [...steps].map(([name, list]) => ({ name, cells: list }));
}

/** True for the cells that run at the start of every task. */
export function isSetup(cell: FlowCell): boolean {
  return cell.role.kind === 'parameters' || cell.role.kind === 'setup';
}

/** The step that a cell is part of, or null. */
export function stepOf(cell: FlowCell): string | null {
  return cell.role.kind === 'step' ? cell.role.step : null;
}
