import type { Slot } from '../protocol';

/** What a slot's name says. `cell` is null for names that all cells share; `state` marks the state of a definition. */
export interface SlotParts {
  readonly name: string;
  readonly cell: number | null;
  readonly state: boolean;
}

/** The slot of a cell's own binding of a contested name. */
export function frameSlot(name: string, cell: number): Slot {
  return `${name}@${cell}`;
}

/** The slot of the state of a cell's definition. */
export function stateSlot(name: string, cell: number): Slot {
  return `${name}@${cell}.state`;
}

/** The slot of what a cell's definition was made of. */
export function ingredientsSlot(name: string, cell: number): Slot {
  return `${name}@${cell}.made`;
}

/** The slot of a property that user code put on globalThis. */
export function globalSlot(name: string): Slot {
  return `globalThis.${name}`;
}

/** Slots that no variable of the notebook has: ambient state. */
export const ambientSlots = { environment: 'process.env', folder: 'process.cwd', globals: 'globalThis' } as const;

/** True for slots of ambient state, of files and folders too. Names of variables have no dot and no colon. */
export function isAmbientSlot(slot: Slot): boolean {
  return slot.startsWith('process.') || slot === 'globalThis' || slot.startsWith('globalThis.') || isFileSlot(slot);
}

/** Slot of the existence and content of a file, or of the existence of a folder. */
export function fileSlot(name: string): Slot {
  return `file:${name}`;
}

/** Slot of the names in a folder. */
export function folderSlot(name: string): Slot {
  return `folder:${name}`;
}

/** True for slots of files and folders. */
export function isFileSlot(slot: Slot): boolean {
  return slot.startsWith('file:') || slot.startsWith('folder:');
}

/** Takes a slot's name apart. */
export function partsOf(slot: Slot): SlotParts {
  const match = /^(.*)@(\d+)(\.state|\.made)?$/s.exec(slot);
  if (match === null) return { name: slot, cell: null, state: false };
  return { name: match[1] ?? slot, cell: Number(match[2]), state: match[3] === '.state' };
}
