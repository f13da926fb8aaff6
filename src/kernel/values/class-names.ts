import { types } from 'node:util';

/** Levels and elements of a value that are looked at. */
const deepest = 4;
const most = 1000;

/** Names of the classes whose instances a value holds, near its surface; of builtin ones too. */
export function classNamesIn(value: unknown): Set<string> {
  const names = new Set<string>();
  collect(value, deepest, names);
  return names;
}

function collect(value: unknown, depth: number, names: Set<string>): void {
  if (typeof value !== 'object' || value === null || depth === 0 || types.isTypedArray(value)) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) {
    const { constructor } = prototype as { constructor?: { name?: unknown } };
    if (typeof constructor?.name === 'string') names.add(constructor.name);
  }
  for (const each of childrenOf(value).slice(0, most)) collect(each, depth - 1, names);
}

function childrenOf(value: object): unknown[] {
  if (types.isMap(value)) return [...value].flat();
  if (types.isSet(value)) return [...value];
  return Object.keys(value).map(key => Object.getOwnPropertyDescriptor(value, key)?.value as unknown);
}
