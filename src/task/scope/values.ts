import type { CodeContext, StoredVersion } from '../../artifact/artifact';
import type { BlobStore } from '../../datastore/datastore';
import type { Codec } from '../writes/codec';
import type { Slot } from '../protocol';

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
  /** Decodes without keeping it. */
  decode(stored: StoredVersion): unknown;
  /** Runs the action now, or as soon as the values that are being decoded are complete. */
  whenComplete(action: () => void): void;
  /** The joint blobs that were loaded. */
  readonly groups: ReadonlyMap<string, LoadedGroup>;
}

/** Values of a store. */
export function valuesOf(store: BlobStore, code: CodeContext, codec: () => Codec): Values {
  const singles = new Map<string, unknown>();
  const groups = new Map<string, LoadedGroup>();
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
  const decode = (stored: StoredVersion): unknown => codec().decodeValue(bytesOf(stored.key, stored.raw), code);

  const loadGroup = (stored: StoredVersion, joint: NonNullable<StoredVersion['joint']>): LoadedGroup => {
    const known = groups.get(joint.key);
    if (known) return known;
    const values =
      joint.key === stored.key ? sameForAll(decode(stored), joint.variables) : codec().decodeGroup(store.load(joint.key), code);
    const group = { key: joint.key, values };
    groups.set(joint.key, group);
    return group;
  };
  return {
    groups,
    decode: stored => completing(() => decode(stored)),
    load(slot, { id, stored }) {
      const { joint } = stored;
      if (joint !== null) return completing(() => loadGroup(stored, joint)).values.get(slot);
      if (!singles.has(id)) completing(() => singles.set(id, decode(stored)));
      return singles.get(id);
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
