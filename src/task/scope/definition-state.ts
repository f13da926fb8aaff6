import type { Instance } from './definitions';
import { isImmutable } from './values';

/**
 * What a definition holds beyond its source: properties put on a function, static fields, a namespace's exported variables.
 * `properties`: path of the holder from the definition, key, value. `removed`: path, key. `statics`: private static fields by name.
 */
export interface DefinitionState {
  readonly properties: readonly (readonly [readonly string[], string | symbol, unknown])[];
  readonly removed: readonly (readonly [readonly string[], string | symbol])[];
  readonly statics: Readonly<Record<string, unknown>>;
}

/** Access to the private static fields of a class; null when it has none. */
export interface PrivateStatics {
  readStatic(): Record<string, unknown>;
  writeStatic(fields: Readonly<Record<string, unknown>>): void;
}

/** A definition as its source makes it, to tell later what has changed. */
export interface FreshDefinition {
  readonly holders: readonly Holder[];
  readonly statics: Readonly<Record<string, unknown>>;
}

/** An object that is part of a definition: itself, its prototype, a namespace inside. */
interface Holder {
  readonly path: readonly string[];
  readonly object: object;
  readonly properties: ReadonlyMap<string | symbol, unknown>;
  /** Those of its properties that are holders themselves. */
  readonly inner: ReadonlyMap<string | symbol, unknown>;
}

/** Takes note of what a definition holds. Null for what has no state: imports, and values that are no objects. */
export function noteFresh(instance: Instance, statics: PrivateStatics | null): FreshDefinition | null {
  if (instance.kind === 'import' || isImmutable(instance.value)) return null;
  return { holders: holdersOf(instance.value as object, [], 4), statics: statics?.readStatic() ?? {} };
}

/** What differs from the fresh definition, or may differ inside; null when nothing does. Objects are listed as long as they are there. */
export function stateOf(fresh: FreshDefinition, statics: PrivateStatics | null): DefinitionState | null {
  const properties = fresh.holders.flatMap(changedProperties);
  const removed = fresh.holders.flatMap(({ path, object, properties: all }) =>
    [...all.keys()].filter(key => !Object.hasOwn(object, key)).map((key): readonly [readonly string[], string | symbol] => [path, key])
  );
  const now = Object.entries(statics?.readStatic() ?? {}).filter(([name, value]) => mayDiffer(value, fresh.statics[name]));
  if (properties.length === 0 && removed.length === 0 && now.length === 0) return null;
  return { properties, removed, statics: Object.fromEntries(now) };
}

/** Brings a fresh definition into a stored state. */
export function applyState(fresh: FreshDefinition, state: DefinitionState, statics: PrivateStatics | null): void {
  const at = new Map(fresh.holders.map(holder => [holder.path.join('.'), holder.object]));
  for (const [path, key] of state.removed) Reflect.deleteProperty(at.get(path.join('.')) ?? {}, key);
  for (const [path, key, value] of state.properties) setProperty(at.get(path.join('.')), key, value);
  if (Object.keys(state.statics).length > 0) statics?.writeStatic(state.statics);
}

function holdersOf(object: object, path: readonly string[], depth: number): Holder[] {
  const properties = dataProperties(object);
  const inner = new Map([...properties].filter(([key, value]) => depth > 0 && isHolder(object, key, value)));
  const own = new Map([...properties].filter(([key]) => !inner.has(key)));
  const below = [...inner].flatMap(([key, value]) => holdersOf(value as object, [...path, String(key)], depth - 1));
  return [{ path, object, properties: own, inner }, ...below];
}

/** A prototype, or a namespace inside: code of the definition refers to that very object. */
function isHolder(object: object, key: string | symbol, value: unknown): boolean {
  if (typeof key === 'symbol') return false;
  if (key === 'prototype') return typeof object === 'function' && !isImmutable(value);
  return isNamespace(value, 3);
}

function isNamespace(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype || depth === 0) return false;
  return Object.values(value).some(each => typeof each === 'function' || isNamespace(each, depth - 1));
}

function changedProperties({ path, object, properties, inner }: Holder): (readonly [readonly string[], string | symbol, unknown])[] {
  return [...dataProperties(object)]
    .filter(([key, value]) => !(inner.has(key) && inner.get(key) === value) && mayDiffer(value, properties.get(key)))
    .map(([key, value]) => [path, key, value] as const);
}

function mayDiffer(value: unknown, before: unknown): boolean {
  if (!Object.is(value, before)) return true;
  return typeof value === 'object' && value !== null;
}

const functionKeys = new Set<string | symbol>(['length', 'name', 'arguments', 'caller']);

function dataProperties(object: object): Map<string | symbol, unknown> {
  const found = new Map<string | symbol, unknown>();
  for (const key of Reflect.ownKeys(object)) {
    const property = Object.getOwnPropertyDescriptor(object, key);
    if (property && 'value' in property && !(typeof object === 'function' && functionKeys.has(key))) found.set(key, property.value);
  }
  return found;
}

function setProperty(holder: object | undefined, key: string | symbol, value: unknown): void {
  if (holder === undefined) return;
  const property = Object.getOwnPropertyDescriptor(holder, key);
  if (property && !property.writable) return;
  Reflect.set(holder, key, value);
}
