import { HeadwaterError } from '../../errors';
import type { ExecuteOrder, Slot } from '../protocol';
import type { MemoryChange } from '../scope/guarded-memory';
import { partsOf } from '../scope/slot';
import type { Session, World } from '../session';
import { cellThatMentions } from './cell-that-mentions';

/**
 * Refuses in-place changes of Arrow tables that the execution has not made: other variables may lie in the same memory, here and in other steps.
 * @throws HeadwaterError HW350 when a table was changed, HW351 when an array was that lies in the memory of a table
 */
export function checkMemory(session: Session, world: World, order: ExecuteOrder): void {
  const changes = world.values.guarded.findChanges();
  const isRead = ({ slots }: MemoryChange): boolean => slots.some(slot => world.scope.origins.has(slot));
  const change = changes.find(isRead) ?? changes[0];
  if (change === undefined) return;
  const about = namesOf(change.slots)[0] ?? '';
  const cell = cellThatMentions(about, session, order);
  const { viewOf } = change;
  const [code, message, hint] = viewOf === null ? changedTable(change, cell) : changedView(change.slots, viewOf, cell);
  throw new HeadwaterError(code, message, { hint, about, ...(cell === null ? {} : { cell }) });
}

function changedTable({ slots, column }: MemoryChange, cell: string | null): [string, string, string] {
  const what = column === '' ? '' : `column '${column}' of `;
  return [
    'HW350',
    `${capital(`${what}${listed(slots)}`)}${inCell(cell)} was changed in place, but an Arrow table that another step or setup has made is immutable.`,
    'Make a new table: copy the column with .toArray().slice(), change the copy, and build a table from it; or change it in the step that makes it.'
  ];
}

function changedView(slots: readonly Slot[], viewOf: readonly Slot[], cell: string | null): [string, string, string] {
  const [name = ''] = namesOf(slots);
  return [
    'HW351',
    `${capital(listed(slots))}${inCell(cell)} was changed in place, but it shares its memory with the Arrow data in ${listed(viewOf)}, which is immutable.`,
    `Change a copy: let the step that makes '${name}' end with ${name} = ${name}.slice(), or build the table from a copy.`
  ];
}

function listed(slots: readonly Slot[]): string {
  return namesOf(slots)
    .map(name => (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `'${name}'` : name))
    .join(', ');
}

function namesOf(slots: readonly Slot[]): string[] {
  return [...new Set(slots.map(slot => partsOf(slot).name))];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function inCell(cell: string | null): string {
  return cell === null ? '' : ` (cell ${cell})`;
}
