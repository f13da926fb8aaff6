import path from 'node:path';
import type { CodeAddress } from '../../artifact/artifact';
import { asNative } from '../ambient/controlled-world';
import { starImport } from './interop';

/** The object at the end of a path of property names; undefined when there is none. A first name `*` stands for the root as `import *` has it. */
export function followPath(root: unknown, path: readonly string[]): object | undefined {
  let at = root;
  for (const name of path[0] === '*' ? path.slice(1) : path) at = isObject(at) ? (Reflect.get(at, name) as unknown) : undefined;
  return isObject(at) ? at : undefined;
}

/** Address of what JavaScript and node bring along as globals. */
export function findBuiltin(value: object): CodeAddress | null {
  builtins ??= indexOf(originalGlobals, [], 3, globalNames);
  const path = builtins.get(value);
  return path ? { kind: 'builtin', path } : null;
}

/** Address of what a module exports that cells have required: itself, its exports, and what lies in them. */
export function findInModules(value: object, modules: ReadonlyMap<string, unknown>): CodeAddress | null {
  for (const [specifier, module] of modules) {
    if (!isObject(module)) continue;
    const path = moduleIndex(module).get(value);
    if (path) return { kind: 'module', module: specifier, path };
  }
  return null;
}

/**
 * Address of what a module exports that only other modules have required (a library's own library), by its file relative to `folder`:
 * its name may mean another copy there.
 */
export function findInDependencies(value: object, folder: string): CodeAddress | null {
  if (typeof value !== 'function') return null;
  for (const [file, module] of Object.entries(require.cache)) {
    const exported: unknown = module?.loaded === true ? module.exports : null;
    if (!isObject(exported)) continue;
    const found = moduleIndex(exported).get(value);
    if (found) return { kind: 'module', module: relativeSpecifier(folder, file), path: found };
  }
  return null;
}

function relativeSpecifier(folder: string, file: string): string {
  const relative = path.relative(folder, file).split(path.sep).join('/');
  return relative.startsWith('.') || path.isAbsolute(relative) ? relative : `./${relative}`;
}

type Index = Map<object, readonly string[]>;

let builtins: Index | null = null;
const indexes = new WeakMap<object, Index>();

/** Globals that belong to the process, not to the language. */
const skipped = new Set(['globalThis', 'global', 'process', 'console']);
const globalNames = Object.getOwnPropertyNames(globalThis).filter(name => !skipped.has(name));

/** The globals as they were before any cell ran, which may have replaced some (`globalThis.fetch = …`). */
export const originalGlobals: object = Object.create(
  null,
  Object.fromEntries(globalNames.map(name => [name, originalProperty(Object.getOwnPropertyDescriptor(globalThis, name) ?? {})]))
) as object;

function originalProperty({ get, value }: PropertyDescriptor): PropertyDescriptor {
  return get ? { get: () => get.call(globalThis) as unknown } : { value: value as unknown };
}

function moduleIndex(module: object): Index {
  const known = indexes.get(module);
  if (known) return known;
  const index = indexOf(module, [], 3, Object.getOwnPropertyNames(module));
  index.set(module, []);
  const star = starImport(module);
  if (isObject(star) && star !== module) index.set(star, ['*']);
  indexes.set(module, index);
  return index;
}

/** Functions and the objects on the way to them, by breadth, so that the shortest path wins. */
function indexOf(root: object, path: readonly string[], depth: number, names: readonly string[]): Index {
  const index: Index = new Map();
  let level: { holder: object; path: readonly string[]; names: readonly string[] }[] = [{ holder: root, path, names }];
  for (let left = depth; left > 0; left--) {
    const next: typeof level = [];
    for (const at of level)
      for (const name of at.names) {
        const value = exportedValue(at.holder, name);
        if (!isObject(value) || index.has(value) || (typeof value !== 'function' && name !== 'prototype' && !isNamespace(value))) continue;
        const address = [...at.path, name];
        index.set(value, address);
        next.push({ holder: value, path: address, names: Object.getOwnPropertyNames(value).filter(key => key !== 'constructor') });
      }
    level = next;
  }
  return index;
}

/** Exports of compiled TypeScript are getters; they are read at a module's first level only by virtue of being own accessors without state. */
function exportedValue(holder: object, name: string): unknown {
  const property = Object.getOwnPropertyDescriptor(holder, name);
  if (!property) return undefined;
  if (!property.get) return asNative(property.value);
  return '__esModule' in holder ? Reflect.get(holder, name) : undefined;
}

function isNamespace(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === null) &&
    Object.values(Object.getOwnPropertyDescriptors(value)).some(each => typeof each.value === 'function')
  );
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
