import { isSetup, stepOf, type FlowCell } from '../flow-cells';
import type { FlowModel } from '../flow-model';
import { nameFromVariables } from '../propose-names';

/** True when nothing that one of the cells reads, defines or changes is changed or defined by one of the others: their order does not matter. */
export function areIndependent(some: readonly FlowCell[], others: readonly FlowCell[], model: FlowModel): boolean {
  const [mine, theirs] = [touched(some, model), touched(others, model)];
  const isFree = (made: ReadonlySet<string>, used: ReadonlySet<string>): boolean => [...made].every(name => !used.has(name));
  return isFree(mine.made, theirs.used) && isFree(theirs.made, mine.used);
}

function touched(cells: readonly FlowCell[], { resolution }: FlowModel): { readonly made: Set<string>; readonly used: Set<string> } {
  const own = new Set(cells.map(each => each.cell.index));
  const made = new Set<string>([
    ...resolution.changes.filter(change => own.has(change.by.cell.index)).map(change => change.name),
    ...cells.flatMap(each => each.facts.definitions.map(definition => definition.name))
  ]);
  const read = resolution.reads.filter(each => own.has(each.reader.cell.index)).map(each => each.name);
  return { made, used: new Set([...made, ...read]) };
}

/** The step that a cell can join: all step cells between the two are of that step, and so none of another would be split by it. */
export function canJoin(cell: FlowCell, step: string, { cells }: FlowModel): boolean {
  const own = cells.filter(each => stepOf(each) === step);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return false;
  const [from, to] = [Math.min(first.cell.index, cell.cell.index), Math.max(last.cell.index, cell.cell.index)];
  return cells.every(each => each.cell.index < from || each.cell.index > to || stepOf(each) === null || stepOf(each) === step);
}

/** The first cell of the first step, above which setup cells have their place; null without steps. */
export function firstStepCell({ steps }: FlowModel): FlowCell | null {
  return steps[0]?.cells[0] ?? null;
}

/** All cells that run with a cell: its step's, else itself alone. */
export function cellsWith(cell: FlowCell, { cells }: FlowModel): readonly FlowCell[] {
  const step = stepOf(cell);
  return step === null || isSetup(cell) ? [cell] : cells.filter(each => stepOf(each) === step);
}

/** The id of the cell just below a cell, null at the notebook's end. */
export function below({ cell }: FlowCell, { notebook }: FlowModel): string | null {
  return notebook.cells[cell.index + 1]?.id ?? null;
}

/** A step name for some cells, from what they make, else from what they read. */
export function ownNameOf(cells: readonly FlowCell[]): string {
  const names = (uses: readonly { readonly name: string }[]): string[] => uses.map(use => use.name);
  return nameFromVariables(
    cells.flatMap(each => names(each.facts.writes)),
    cells.flatMap(each => names([...each.facts.mutates, ...each.facts.reads]))
  );
}
