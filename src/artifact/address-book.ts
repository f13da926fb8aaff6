import { builtinModules } from 'node:module';
import { dirname, relative, sep } from 'node:path';
import type { CodeAddress } from './artifact';
import { isObject } from './decode/value-kinds';

/** Finds the address of code that is no cell's, and the code of such an address. */
export interface AddressBook {
  /** Address of a function, class or namespace of JavaScript, node or a loaded module; null when it is none of theirs. */
  addressOf(value: object): CodeAddress | null;
  /** What lies at the address; undefined when it is a definition's, or is not there. @throws what loading the module throws */
  resolve(address: CodeAddress): object | undefined;
}

/** Where modules come from. */
export interface ModuleSource {
  /** Resolves from the notebook's folder. */
  readonly require: NodeJS.Require;
  /** Modules that cells have loaded, by the specifier that they used. */
  readonly loaded: ReadonlyMap<string, unknown>;
}

/** How deep exports are followed: `lib.group.Class.method`. */
const depth = 4;

/**
 * An address book. Make it before the user's code runs, so that names which that puts on globalThis are not taken for builtins; the walk
 * itself happens when the first function, class or namespace is asked for, and again when more modules have been loaded.
 */
export function addressBook(source: ModuleSource): AddressBook {
  const globals = Object.getOwnPropertyNames(globalThis);
  const index = new WeakMap<object, CodeAddress>();
  const seen = new Set<unknown>();
  let hasGlobals = false;

  const walk = (): void => {
    if (!hasGlobals) indexGlobals(globals, index);
    hasGlobals = true;
    for (const { name, exports } of modulesOf(source)) {
      if (seen.has(exports)) continue;
      seen.add(exports);
      if (isObject(exports))
        indexObject(exports, { kind: 'module', module: name, path: [] }, index, name.startsWith('node:') ? 'data' : 'getters');
    }
  };
  return {
    addressOf(value) {
      if (!mayBeCode(value)) return null;
      const known = index.get(value);
      if (known !== undefined) return known;
      walk();
      return index.get(value) ?? null;
    },
    resolve: address => resolveAddress(address, source)
  };
}

/** Data is told from code by having no functions: copying it keeps what a step changed in it. */
function mayBeCode(value: object): boolean {
  if (typeof value === 'function') return true;
  if (Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (value === globalThis || prototype === null || prototype !== Object.prototype) return isNamed(value, prototype);
  return isNamespace(value);
}

/** Objects of a class are data, but for the few that JavaScript and node have one of each. */
function isNamed(value: object, prototype: unknown): boolean {
  return value === globalThis || value === process || value === console || (prototype === null && isNamespace(value));
}

function isNamespace(value: object): boolean {
  return Object.getOwnPropertyNames(value).some(key => {
    const property = Object.getOwnPropertyDescriptor(value, key);
    return typeof property?.value === 'function' || property?.get !== undefined;
  });
}

function indexGlobals(names: readonly string[], index: WeakMap<object, CodeAddress>): void {
  index.set(globalThis, { kind: 'builtin', path: [] });
  for (const name of names) {
    const value =
      dataAt(globalThis, name) ?? (name === 'process' || name === 'Buffer' ? (Reflect.get(globalThis, name) as unknown) : undefined);
    if (isObject(value) && value !== globalThis) indexObject(value, { kind: 'builtin', path: [name] }, index, 'data');
  }
}

/** Gives the object, and the functions and namespaces inside it, their addresses; the first one found for each stays. */
function indexObject(value: object, address: CodeAddress, index: WeakMap<object, CodeAddress>, read: 'data' | 'getters'): void {
  if (index.has(value)) return;
  index.set(value, address);
  if (address.path.length >= depth) return;
  for (const key of Object.getOwnPropertyNames(value)) {
    const inner = read === 'getters' ? exportAt(value, key) : dataAt(value, key);
    if (!isObject(inner) || !(typeof inner === 'function' || key === 'prototype' || isNamespace(inner))) continue;
    indexObject(inner, { ...address, path: [...address.path, key] }, index, 'data');
  }
}

function dataAt(holder: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(holder, key)?.value;
}

/** Compilers make getters of re-exports. */
function exportAt(exports: object, key: string): unknown {
  try {
    return Reflect.get(exports, key);
  } catch {
    return undefined;
  }
}

/** Modules, those that cells named first, by names that work from the notebook's folder. */
function* modulesOf({ require, loaded }: ModuleSource): Generator<{ name: string; exports: unknown }> {
  for (const [name, exports] of loaded) yield { name: isNodeModule(name) ? `node:${name.replace(/^node:/, '')}` : name, exports };
  for (const name of builtinModules) if (isLoaded(name)) yield { name: `node:${name}`, exports: require(`node:${name}`) as unknown };
  for (const [file, module] of Object.entries(require.cache)) {
    if (module?.loaded) yield { name: nameOfFile(file, require), exports: module.exports as unknown };
  }
}

function isNodeModule(name: string): boolean {
  return builtinModules.includes(name.replace(/^node:/, ''));
}

/** Asking for a module of node's that is not loaded yet would load it. */
function isLoaded(name: string): boolean {
  const list: unknown = Reflect.get(process, 'moduleLoadList');
  return !name.startsWith('_') && Array.isArray(list) && list.includes(`NativeModule ${name}`);
}

/** `ml-matrix` or `ml-matrix/lib/x.js` when that leads to the file; else its path from the notebook's folder. */
function nameOfFile(file: string, require: NodeJS.Require): string {
  const inPackages = file.split(`${sep}node_modules${sep}`).pop() ?? '';
  if (inPackages !== file) {
    const parts = inPackages.split(sep);
    const name = parts.slice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/');
    for (const candidate of [name, parts.join('/')]) if (leadsTo(candidate, file, require)) return candidate;
  }
  const folder = dirname(require.resolve.paths('x')?.[0] ?? '');
  const path = relative(folder, file).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}

function leadsTo(specifier: string, file: string, require: NodeJS.Require): boolean {
  try {
    return require.resolve(specifier) === file;
  } catch {
    return false;
  }
}

function resolveAddress(address: CodeAddress, { require, loaded }: ModuleSource): object | undefined {
  if (address.kind === 'definition') return undefined;
  let at: unknown = address.kind === 'builtin' ? globalThis : (loaded.get(address.module) ?? require(address.module));
  for (const key of address.path) at = isObject(at) ? (Reflect.get(at, key) as unknown) : undefined;
  return isObject(at) ? at : undefined;
}
