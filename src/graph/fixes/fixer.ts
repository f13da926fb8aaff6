import type { Diagnostic } from '../../diagnostic';
import type { Cell } from '../../notebook/cell';
import { isRoleTag, roleOf } from '../../notebook/cell-role';
import type { CellChange, Fix } from '../../notebook/fix';
import type { FlowCell } from '../flow-cells';
import type { FlowModel } from '../flow-model';
import { uniqueName } from '../propose-names';
import type { Trial } from './trial';

/** What a fixer may look at. */
export interface FixContext {
  readonly model: FlowModel;
  readonly trial: Trial;
}

/** Finds what can be done about a diagnostic of its code, best first. */
export type Fixer = (diagnostic: Diagnostic, context: FixContext) => Fix[];

/** The cell that a diagnostic is about; null when the notebook as a whole is meant. */
export function cellAt({ cell }: Diagnostic, { notebook }: FlowModel): Cell | null {
  return notebook.cells.find(each => each.id === cell) ?? null;
}

/** The cell with what analysis found in it; null for text cells and the notebook as a whole. */
export function flowCellAt({ cell }: Diagnostic, { cells }: FlowModel): FlowCell | null {
  return cells.find(each => each.cell.id === cell) ?? null;
}

/** A cell gets a role, or null for none, in place of those it has. */
export function asRole(cell: Cell, tag: string | null): CellChange {
  const remove = cell.tags.filter(each => isRoleTag(each) && each !== tag);
  return { kind: 'tags', cell: cell.id, add: tag === null ? [] : [tag], remove };
}

/** `cell 4`, `cells 4 and 5`, `cells 4, 5 and 8`, as people count them. */
export function cellNumbers(cells: readonly { readonly index: number }[]): string {
  const numbers = cells.map(each => each.index + 1).sort((a, b) => a - b);
  const last = numbers.at(-1) ?? 0;
  return numbers.length === 1 ? `cell ${last}` : `cells ${numbers.slice(0, -1).join(', ')} and ${last}`;
}

/** A step name that no step of the notebook has, nor one of `others`. */
export function newStepName(wanted: string, { notebook }: FlowModel, others: readonly string[] = []): string {
  const roles = notebook.cells.map(roleOf);
  return uniqueName(wanted, new Set([...others, ...roles.flatMap(role => (role.kind === 'step' ? [role.step] : []))]));
}

/** The first two of some fixes that end the diagnostic without a new error. */
export function passing(diagnostic: Diagnostic, { trial }: FixContext, fixes: readonly Fix[]): Fix[] {
  const found = new Map<string, Fix>();
  for (const fix of fixes) {
    if (found.size === 2) break;
    const key = JSON.stringify(fix.changes);
    if (!found.has(key) && trial.ends(diagnostic, fix.changes)) found.set(key, fix);
  }
  return [...found.values()];
}
