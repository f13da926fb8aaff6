import type { ExecutionRecord, Slot, SlotWrite, TaskError } from '../task/protocol';
import { isFileSlot } from './run-plan';
import type { Unit } from './run-state';

/** What an execution did to files and folders, whether it failed or not. */
export function fileWrites(record: ExecutionRecord | null): Record<Slot, SlotWrite> {
  return Object.fromEntries(Object.entries(record?.writes ?? {}).filter(([slot]) => isFileSlot(slot)));
}

/** Two items that have met in a file or folder. */
export interface FileConflict {
  readonly slot: Slot;
  /** Positions among the items: one that wrote it, and another that read or wrote it. */
  readonly writer: number;
  readonly other: number;
}

/**
 * A file that one item has written and another has read or written: run one after the other they would have seen each other's, run side by
 * side they may not. Each may add files of its own to a folder as long as none lists it. Null when there is none.
 */
export function findFileConflict(units: readonly Unit[]): FileConflict | null {
  const items = units.filter(unit => unit.kind === 'item');
  const writers = new Map<Slot, number[]>();
  for (const { index, record } of items)
    for (const slot of contestable(record)) {
      const [other] = writers.get(slot) ?? [];
      if (other !== undefined && slot.startsWith('file:')) return { slot, writer: other, other: index ?? 0 };
      writers.set(slot, [...(writers.get(slot) ?? []), index ?? 0]);
    }
  for (const { index, record } of items)
    for (const slot of Object.keys(record?.reads ?? {})) {
      const writer = writers.get(slot)?.find(each => each !== index);
      if (writer !== undefined) return { slot, writer, other: index ?? 0 };
    }
  return null;
}

/** That a folder is made twice is of no consequence. */
function contestable(record: ExecutionRecord | null): Slot[] {
  return Object.entries(record?.writes ?? {})
    .filter(([slot, write]) => isFileSlot(slot) && !(write.kind === 'file' && write.content === 'folder'))
    .map(([slot]) => slot);
}

/** Why a foreach fails whose items have met in a file. */
export function conflictError(step: string, { slot, writer, other }: FileConflict): TaskError {
  const isFolder = slot.startsWith('folder:');
  const path = slot.slice(slot.indexOf(':') + 1);
  const message = isFolder
    ? `Item ${other} of step '${step}' lists the folder '${path}', in which item ${writer} makes or removes files.`
    : `Items ${Math.min(writer, other)} and ${Math.max(writer, other)} of step '${step}' use the same file '${path}', and one of them writes it.`;
  return {
    code: 'HW240',
    type: 'FileConflict',
    message,
    hint: 'Items run side by side: return what the later cells need, or give each item a file of its own.',
    about: path,
    cell: null,
    range: null,
    stack: ''
  };
}
