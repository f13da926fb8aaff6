import { isBuiltin } from 'node:module';

/** A builtin object with what it held when it was looked at. */
interface Snapshot {
  readonly label: string;
  readonly owner: ChangeOwner;
  readonly object: object;
  readonly keys: readonly (string | symbol)[];
  readonly held: readonly unknown[];
}

/** Whose property was changed: a JavaScript builtin's, a Node module's, another module's. */
export type ChangeOwner = 'builtin' | 'node' | 'module';

/** A property of a builtin or a module that was added, replaced or removed: `Array.prototype` `last`. */
export interface BuiltinChange {
  readonly owner: ChangeOwner;
  readonly label: string;
  readonly key: string;
}

/** What the builtin objects and the modules that cells use hold, at one moment. */
export type Fingerprint = readonly Snapshot[];

/** Looks at every builtin constructor, prototype and namespace object of JavaScript, at `console` and at `process`. */
export function takeFingerprint(modules: ReadonlyMap<string, unknown>): Fingerprint {
  const builtins = [...builtinObjects()].map(([label, object]) => snapshot(label, 'builtin', object));
  const required = [...modules].flatMap(([name, module]) => lookAtModule(name, module));
  return [...builtins, ...required];
}

/** Looks at what a module exports. */
export function lookAtModule(name: string, module: unknown): Fingerprint {
  return isObject(module) ? [snapshot(name, isBuiltin(name) ? 'node' : 'module', module)] : [];
}

/** What has been added, replaced or removed since. */
export function changesSince(fingerprint: Fingerprint): BuiltinChange[] {
  return fingerprint.flatMap(changesOf);
}

let roots: ReadonlyMap<string, object> | null = null;

/** Host objects with properties that come and go by themselves. */
const skipped = new Set(['globalThis', 'global', 'performance', 'WebAssembly']);

/** What node itself changes on `process`; `exitCode` is without meaning in a notebook. */
const restless = new Set<string | symbol>(['exitCode', 'domain', 'title']);

function builtinObjects(): ReadonlyMap<string, object> {
  if (roots) return roots;
  const found = new Map<string, object>();
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const value: unknown = Object.getOwnPropertyDescriptor(globalThis, name)?.value;
    if (!isObject(value) || skipped.has(name)) continue;
    found.set(name, value);
    const prototype: unknown = Object.getOwnPropertyDescriptor(value, 'prototype')?.value;
    if (isObject(prototype)) found.set(`${name}.prototype`, prototype);
  }
  found.set('process', process);
  found.set('Iterator.prototype', Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object);
  found.set('TypedArray.prototype', Object.getPrototypeOf(Uint8Array.prototype) as object);
  roots = found;
  return found;
}

function snapshot(label: string, owner: ChangeOwner, object: object): Snapshot {
  const keys = keysOf(object);
  return { label, owner, object, keys, held: keys.map(key => heldBy(object, key)) };
}

function changesOf({ label, owner, object, keys, held }: Snapshot): BuiltinChange[] {
  const now = keysOf(object);
  const changes: (string | symbol)[] = [];
  const before = new Set(keys);
  if (now.length !== keys.length || now.some(key => !before.has(key))) changes.push(...now.filter(key => !before.has(key)));
  for (const [index, key] of keys.entries()) if (heldBy(object, key) !== held[index]) changes.push(key);
  return changes.map(key => ({ owner, label, key: String(key) }));
}

function keysOf(object: object): (string | symbol)[] {
  const keys = Reflect.ownKeys(object);
  if (object !== process) return keys;
  return keys.filter(key => typeof key === 'string' && !key.startsWith('_') && !restless.has(key));
}

const nan = Symbol('NaN');

/** Value or getter of a property; NaN made comparable. */
function heldBy(object: object, key: string | symbol): unknown {
  const property = Object.getOwnPropertyDescriptor(object, key);
  const held: unknown = property?.get ?? property?.value;
  return Number.isNaN(held) ? nan : held;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
