import { types } from 'node:util';

/**
 * The keys of a plain object that has nothing but ordinary properties with primitive values or dates; null for any other. The values go to the
 * places of the list that their keys have (what lies behind them there is old). No accessor is called.
 */
export function readRow(object: object, values: unknown[]): readonly string[] | null {
  if (types.isProxy(object) || Object.getPrototypeOf(object) !== Object.prototype || !Object.isExtensible(object)) return null;
  const keys = Object.keys(object);
  if (hasHiddenKeys(object, keys.length) || types.isArgumentsObject(object)) return null;
  for (let i = 0; i < keys.length; i++) {
    const property = Reflect.getOwnPropertyDescriptor(object, keys[i] ?? '');
    if (!property?.writable || !property.configurable || !isLeaf(property.value)) return null;
    values[i] = property.value;
  }
  return keys;
}

/** Three times faster than comparing with `Reflect.ownKeys`. */
function hasHiddenKeys(object: object, shown: number): boolean {
  return Object.getOwnPropertyNames(object).length !== shown || Object.getOwnPropertySymbols(object).length > 0;
}

function isLeaf(value: unknown): boolean {
  const kind = typeof value;
  return kind === 'object' ? value === null || isBareDate(value as object) : kind !== 'function' && kind !== 'symbol';
}

/** A Date that is nothing but its time. */
export function isBareDate(value: object): value is Date {
  return types.isDate(value) && Object.getPrototypeOf(value) === Date.prototype && Object.isExtensible(value) && !hasHiddenKeys(value, 0);
}
