import { compileFunction } from 'node:vm';
import type { CodeAddress, CodeContext, PrivateFields } from '../../../src/artifact/artifact';
import { decodeValue } from '../../../src/artifact/decode-value';
import { encodeValue } from '../../../src/artifact/encode-variables';

/** A context like a task's, whose definitions are those of one cell. */
export interface CellContext extends CodeContext {
  readonly definitions: Map<string, unknown>;
  readonly privates: Map<object, PrivateFields>;
  readonly modules: Map<string, unknown>;
}

/** Definitions of cell 0, as a task would know them. */
export function cellContext(definitions: Readonly<Record<string, unknown>> = {}): CellContext {
  const known = new Map(Object.entries(definitions));
  const privates = new Map<object, PrivateFields>();
  const modules = new Map<string, unknown>();
  const definitionOf = (value: object): CodeAddress | null => {
    for (const [name, found] of known) if (found === value) return { kind: 'definition', cell: 0, name, path: [] };
    return null;
  };
  const moduleOf = (value: object): CodeAddress | null => {
    for (const [module, found] of modules) if (found === value) return { kind: 'module', module, path: [] };
    return null;
  };
  return {
    definitions: known,
    privates,
    modules,
    addressOf: value => builtinOf(value) ?? moduleOf(value) ?? definitionOf(value),
    resolve(address) {
      if (address.kind === 'definition') return known.get(address.name) as object | undefined;
      const root = address.kind === 'builtin' ? globalThis : modules.get(address.module);
      return at(root, address.path) as object | undefined;
    },
    compile: (source, captured) => run(`with ($captured) { return (${source}\n); }`, ['$captured'], [captured]) as () => unknown,
    isAmbientName: name => name === '$',
    privateFields: constructor => privates.get(constructor) ?? null
  };
}

/** Address of a global function or class, or of a method of some that the tests use. */
function builtinOf(value: object): CodeAddress | null {
  const name: unknown = typeof value === 'function' ? value.name : null;
  if (typeof name !== 'string' || name === '') return null;
  const owners = [[], ['Math'], ['JSON'], ['Array', 'prototype']];
  const owner = owners.find(path => at(globalThis, [...path, name]) === value);
  return owner === undefined ? null : { kind: 'builtin', path: [...owner, name] };
}

function at(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((object, key) => Reflect.get(object as object, key), root);
}

/** The value of code as a cell would have it: not a function of this file, whose variables are a module's. */
export function cell(body: string, given: Readonly<Record<string, unknown>> = {}): unknown {
  return run(body, Object.keys(given), Object.values(given));
}

/** A value's bytes. */
export function bytesOf(value: unknown, code: CodeContext): Buffer {
  return Buffer.concat(encodeValue('v', value, code).parts);
}

/** Stores a value and loads it; `again`: the bytes of the loaded value, which must be the same. */
export function roundTrip(value: unknown, code: CodeContext): { readonly value: unknown; readonly bytes: Buffer; readonly again: Buffer } {
  const bytes = bytesOf(value, code);
  const loaded = decodeValue(Buffer.from(bytes), code);
  return { value: loaded, bytes, again: bytesOf(loaded, code) };
}

function run(body: string, names: readonly string[], values: readonly unknown[]): unknown {
  return Reflect.apply(compileFunction(body, names, { filename: 'cell:0/body' }), undefined, values) as unknown;
}
