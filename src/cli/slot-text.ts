import { isFileSlot, nameOfSlot } from '../run/run-plan';
import type { Slot } from '../task/protocol';

/** What people call a slot: `'rows'`, `'process.env'`, `the file 'data.csv'`. */
export function slotText(slot: Slot): string {
  if (!isFileSlot(slot)) return `'${nameOfSlot(slot)}'`;
  const [kind = '', ...path] = slot.split(':');
  return `the ${kind} '${path.join(':')}'`;
}
