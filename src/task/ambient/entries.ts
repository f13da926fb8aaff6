import { createHash } from 'node:crypto';
import { types } from 'node:util';

/** What an object held at one moment: keys and values of its properties, elements, entries of a Map, members of a Set, bytes as a hash. */
export interface Entries {
  readonly keys: readonly unknown[];
  readonly values: readonly unknown[];
}

/** Looks at an object without running anything of it: accessors count as what they are, except exports of compiled modules. */
export function entriesOf(object: object): Entries {
  if (types.isProxy(object)) return { keys: [], values: [] };
  if (Array.isArray(object)) return { keys: [...object.keys()], values: [...(object as unknown[])] };
  if (types.isMap(object)) return { keys: [...object.keys()], values: [...object.values()] };
  if (types.isSet(object)) return { keys: [...object], values: [...object].fill(true) };
  if (types.isDate(object)) return { keys: ['time'], values: [object.getTime()] };
  if (ArrayBuffer.isView(object)) return { keys: ['[bytes]'], values: [hashOf(object.buffer, object.byteOffset, object.byteLength)] };
  if (types.isAnyArrayBuffer(object)) return { keys: ['[bytes]'], values: [hashOf(object, 0, object.byteLength)] };
  const isFunction = typeof object === 'function';
  const isModule = types.isModuleNamespaceObject(object) || '__esModule' in object;
  const keys = Reflect.ownKeys(object).filter(key => !isFunction || !ownOfFunctions.has(key));
  return { keys, values: keys.map(key => heldAt(object, key, isModule)) };
}

/** Entries of a Map of its own. */
export function entriesOfMap(map: ReadonlyMap<unknown, unknown>): Entries {
  return { keys: [...map.keys()], values: [...map.values()] };
}

/** The value of an export; undefined for one that has not been reached yet, which throws. */
export function valueOf(object: object, key: string | symbol): unknown {
  try {
    return Reflect.get(object, key) as unknown;
  } catch {
    return undefined;
  }
}

/** A key whose value is another one, or that came or went. */
export interface EntryChange {
  readonly key: unknown;
  readonly before: unknown;
  readonly now: unknown;
}

/** What differs between two moments. */
export function changesBetween(before: Entries, now: Entries): EntryChange[] {
  if (before.keys.length === now.keys.length && before.keys.every((key, index) => Object.is(key, now.keys[index])))
    return before.keys.flatMap((key, index) => changeOf(key, before.values[index], now.values[index]));
  const earlier = asMap(before);
  const later = asMap(now);
  const all = new Set([...earlier.keys(), ...later.keys()]);
  return [...all].flatMap(key =>
    earlier.has(key) === later.has(key) ? changeOf(key, earlier.get(key), later.get(key)) : [entry(key, earlier, later)]
  );
}

const ownOfFunctions = new Set<string | symbol>(['caller', 'arguments', 'length', 'name']);

function heldAt(object: object, key: string | symbol, isModule: boolean): unknown {
  const property = Object.getOwnPropertyDescriptor(object, key);
  if (property === undefined || 'value' in property) return property?.value;
  return isModule && property.get ? valueOf(object, key) : property.get;
}

function hashOf(buffer: ArrayBufferLike, offset: number, length: number): string {
  return createHash('sha1')
    .update(new Uint8Array(buffer, offset, length))
    .digest('hex');
}

function changeOf(key: unknown, before: unknown, now: unknown): EntryChange[] {
  return Object.is(before, now) ? [] : [{ key, before, now }];
}

function entry(key: unknown, earlier: ReadonlyMap<unknown, unknown>, later: ReadonlyMap<unknown, unknown>): EntryChange {
  return { key, before: earlier.get(key), now: later.get(key) };
}

function asMap({ keys, values }: Entries): Map<unknown, unknown> {
  return new Map(keys.map((key, index) => [key, values[index]]));
}
