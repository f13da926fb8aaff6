import type { Table } from 'apache-arrow';
import type { CodeContext, StoredVersion } from '../../artifact/artifact';
import type { BlobStore } from '../../datastore/datastore';
import type { Codec } from '../writes/codec';
import type { Slot } from '../protocol';
import { GuardedMemory } from './guarded-memory';

/** Values that were loaded together from a joint blob. */
export interface LoadedGroup {
  /** Key of the joint blob. */
  readonly key: string;
  /** Every variable in it, by slot. */
  readonly values: ReadonlyMap<Slot, unknown>;
}

/** Loads stored values; what is the same version is the same object, as long as the process lives. */
export interface Values {
  load(slot: Slot, version: { readonly id: string; readonly stored: StoredVersion }): unknown;
  /** Decodes without keeping it. `name`: what an error calls it. */
  decode(stored: StoredVersion, name: string): unknown;
  /** Runs the action now, or as soon as the values that are being decoded are complete. */
  whenComplete(action: () => void): void;
  /** The joint blobs that were loaded. */
  readonly groups: ReadonlyMap<string, LoadedGroup>;
  /** Memory of what was loaded that may not be changed in place. */
  readonly guarded: GuardedMemory;
}

/** Values of a store. */
export function valuesOf(store: BlobStore, code: CodeContext, codec: () => Codec): Values {
  const singles = new Map<string, unknown>();
  const groups = new Map<string, LoadedGroup>();
  const guarded = new GuardedMemory();
  /** Versions whose views are guarded already. */
  const viewed = new Set<string>();
  const bytesOf = (key: string, raw: boolean): Uint8Array => (raw ? store.map(key) : store.load(key));
  const waiting: (() => void)[] = [];
  let depth = 0;
  const completing = <T>(load: () => T): T => {
    depth++;
    try {
      return load();
    } finally {
      depth--;
      while (depth === 0 && waiting.length > 0) waiting.shift()?.();
    }
  };
  const decodeWatched = <T>(slots: readonly Slot[], passing: boolean, decode: (context: CodeContext) => T): T => {
    const tables: Table[] = [];
    const value = decode({ ...code, tableDecoded: table => void tables.push(table) });
    guarded.guardTables(tables, slots, passing);
    return value;
  };
  const decode = (stored: StoredVersion, slots: readonly Slot[], passing = false): unknown =>
    decodeWatched(slots, passing, context => codec().decodeValue(bytesOf(stored.key, stored.raw), context));

  const loadGroup = (stored: StoredVersion, joint: NonNullable<StoredVersion['joint']>): LoadedGroup => {
    const known = groups.get(joint.key);
    if (known) return known;
    const values =
      joint.key === stored.key
        ? sameForAll(decode(stored, joint.variables), joint.variables)
        : decodeWatched(joint.variables, false, context => codec().decodeGroup(store.map(joint.key), context));
    const group = { key: joint.key, values };
    groups.set(joint.key, group);
    return group;
  };
  const loadOne = (slot: Slot, id: string, stored: StoredVersion): unknown => {
    const { joint } = stored;
    if (joint !== null) return completing(() => loadGroup(stored, joint)).values.get(slot);
    if (!singles.has(id)) completing(() => singles.set(id, decode(stored, [slot])));
    return singles.get(id);
  };
  const guardViews = (slot: Slot, value: unknown, viewOf: readonly Slot[]): void => {
    const { memory } = codec().encodeVariables(new Map([[slot, value]]), code);
    guarded.guardViews(memory.get(slot)?.views ?? [], [slot], viewOf);
  };
  return {
    groups,
    guarded,
    decode: (stored, name) => completing(() => decode(stored, [name], true)),
    load(slot, { id, stored }) {
      const value = loadOne(slot, id, stored);
      const { viewOf = [] } = stored;
      if (viewOf.length > 0 && !viewed.has(id)) guardViews(slot, value, viewOf);
      viewed.add(id);
      return value;
    },
    whenComplete(action) {
      if (depth > 0) waiting.push(action);
      else action();
    }
  };
}

function sameForAll(value: unknown, variables: readonly Slot[]): Map<Slot, unknown> {
  return new Map(variables.map(variable => [variable, value]));
}

/** True for values that cannot change: they need no comparison at the end. */
export function isImmutable(value: unknown): boolean {
  return (typeof value !== 'object' && typeof value !== 'function') || value === null;
}
