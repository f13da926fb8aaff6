import { createHash } from 'node:crypto';
import { buffersOf, memoryOf, type ColumnMemory } from '../../artifact/arrow/memory';
import type { Memory } from '../../artifact/artifact';
import { mappingOf, type MappedMemory } from '../../mapped-memory';
import type { Slot } from '../protocol';

type Tables = Memory['tables'];

/** Memory that was changed in place though it belongs to an Arrow table that this execution has not made. */
export interface MemoryChange {
  /** Variables that hold the table, or the views. */
  readonly slots: readonly Slot[];
  /** The column, when it can be told; '' else. */
  readonly column: string;
  /** Variables with tables in the memory of these views; null when it is the table itself. */
  readonly viewOf: readonly Slot[] | null;
}

interface Guard extends Omit<MemoryChange, 'column'> {
  /** Of a value that only one execution of the process has. */
  readonly passing: boolean;
  /** Names of the columns that have changed ('' when it cannot be told); empty when nothing has. */
  changed(): readonly string[];
}

/** Follows the memory of tables that were loaded or that setup made: tables are immutable, so it may not change. */
export class GuardedMemory {
  private guards: Guard[] = [];
  private readonly owners = new WeakMap<ArrayBufferLike, Set<Slot>>();

  /** These variables hold tables that may not change from now on. `passing`: only until they are looked at. */
  guardTables(tables: Tables, slots: readonly Slot[], passing = false): void {
    for (const table of tables) {
      for (const buffer of buffersOf(table)) this.addOwners(buffer, slots);
      this.guards.push({ slots, viewOf: null, passing, changed: watchColumns(memoryOf(table)) });
    }
  }

  /** These variables hold views on the memory of the tables `viewOf`, and may not change it from now on. */
  guardViews(buffers: Iterable<ArrayBufferLike>, slots: readonly Slot[], viewOf: readonly Slot[]): void {
    for (const buffer of new Set(buffers)) {
      this.addOwners(buffer, viewOf);
      this.guards.push({ slots, viewOf, passing: false, changed: watchColumns([{ column: '', bytes: new Uint8Array(buffer) }]) });
    }
  }

  /** Variables whose tables lie in the buffer. */
  ownersOf(buffer: ArrayBufferLike): ReadonlySet<Slot> {
    return this.owners.get(buffer) ?? nobody;
  }

  /** The changes that are not allowed. A table and a view on its memory have both changed when one has. */
  findChanges(): MemoryChange[] {
    const found = this.guards.flatMap(({ slots, viewOf, changed }) => {
      const [column] = changed();
      return column === undefined ? [] : [{ slots, viewOf, column }];
    });
    this.guards = this.guards.filter(({ passing }) => !passing);
    return found;
  }

  private addOwners(buffer: ArrayBufferLike, slots: readonly Slot[]): void {
    const owners = this.owners.get(buffer) ?? new Set();
    for (const slot of slots) owners.add(slot);
    this.owners.set(buffer, owners);
  }
}

/** For each variable with views: the variables whose tables lie in the same memory. Those without any are left out. */
export function findViews(memory: ReadonlyMap<Slot, Memory>, guarded: GuardedMemory): Map<Slot, readonly Slot[]> {
  const holders = new Map<ArrayBufferLike, Set<Slot>>();
  for (const [slot, { tables }] of memory)
    for (const buffer of tables.flatMap(table => [...buffersOf(table)])) holders.set(buffer, (holders.get(buffer) ?? new Set()).add(slot));
  const found = new Map<Slot, readonly Slot[]>();
  for (const [slot, { views }] of memory) {
    const owners = new Set(views.flatMap(buffer => [...guarded.ownersOf(buffer), ...(holders.get(buffer) ?? nobody)]));
    if (owners.size > 0) found.set(slot, [...owners].sort());
  }
  return found;
}

/** Variables whose tables lie in the memory of that variable's views, or whose views lie in that of its tables. */
export function sharedWithTables(slot: Slot, memory: ReadonlyMap<Slot, Memory>, guarded: GuardedMemory): Slot[] {
  const views = findViews(memory, guarded);
  return [...(views.get(slot) ?? []), ...[...views].filter(([, owners]) => owners.includes(slot)).map(([viewer]) => viewer)];
}

const nobody: ReadonlySet<Slot> = new Set();

function watchColumns(columns: readonly ColumnMemory[]): Guard['changed'] {
  const byBuffer = new Map<ArrayBufferLike, ColumnMemory[]>();
  for (const column of columns) {
    const others = byBuffer.get(column.bytes.buffer);
    if (others === undefined) byBuffer.set(column.bytes.buffer, [column]);
    else others.push(column);
  }
  const watches = [...byBuffer].map(([buffer, inside]) => {
    const mapping = mappingOf(buffer);
    return mapping === undefined ? watchByHash(inside) : watchPages(mapping, inside);
  });
  return () => watches.flatMap(changed => changed());
}

/** One look at the page map for all columns in the buffer. */
function watchPages(mapping: MappedMemory, columns: readonly ColumnMemory[]): Guard['changed'] {
  const places = columns.map(({ column, bytes }) => ({ column, start: bytes.byteOffset, end: bytes.byteOffset + bytes.byteLength }));
  const start = places.reduce((least, place) => Math.min(least, place.start), Infinity);
  const end = places.reduce((most, place) => Math.max(most, place.end), 0);
  return () => {
    const found = mapping.changed(start, end);
    if (found === null) return [];
    return [places.find(place => place.start <= found.start && found.start < place.end)?.column ?? ''];
  };
}

function watchByHash(columns: readonly ColumnMemory[]): Guard['changed'] {
  const before = columns.map(({ bytes }) => hashOf(bytes));
  return () => columns.filter(({ bytes }, i) => hashOf(bytes) !== before[i]).map(({ column }) => column);
}

function hashOf({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return createHash('sha1')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');
}
