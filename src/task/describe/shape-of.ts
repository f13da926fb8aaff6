import { types } from 'node:util';
import { isRecordBatch, isTable, isVector } from '../../artifact/arrow/recognise';
import { arrayShape } from './array-shape';
import { bufferShape, viewShape } from './bytes-shape';
import type { Child, Shape, Surroundings } from './children';
import { className, classOfPrototype } from './class-name';
import { functionShape } from './function-shape';
import { guardText, ownProperties } from './own-properties';
import { scalarText } from './scalar-text';
import { batchShape, tableShape, vectorShape } from './table-shape';

/** False for what is the same wherever it is met: tables, which never change, well-known symbols, and what packages export. */
export function hasIdentity(value: unknown, around: Surroundings): boolean {
  if (typeof value === 'symbol') return Symbol.keyFor(value) === undefined && !wellKnown.has(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' && !isNative(value);
  return types.isProxy(value) || !(isArrow(value) || around.isForeign(value));
}

/** What an object or function is, and what lies in it. */
export function shapeOf(value: object, around: Surroundings): Shape {
  if (types.isProxy(value)) return leaf('a Proxy');
  if (typeof value === 'function') return functionShape(value);
  if (isTable(value)) return tableShape(value);
  if (isVector(value)) return vectorShape(value);
  if (isRecordBatch(value)) return batchShape(value);
  if (around.isForeign(value)) return leaf('an object of a module');
  if (Array.isArray(value)) return arrayShape(value, around);
  if (ArrayBuffer.isView(value)) return viewShape(value, around);
  if (types.isAnyArrayBuffer(value)) return bufferShape(value, around);
  if (value instanceof Map) return collection(value, mapChildren(value));
  if (value instanceof Set) return collection(value, setChildren(value));
  return special(value) ?? { text: `${className(value)}${guardText(value)}`, children: ownProperties(value) };
}

const wellKnown: ReadonlySet<unknown> = new Set(Object.getOwnPropertyNames(Symbol).map(name => Reflect.get(Symbol, name) as unknown));

function isNative(value: object): boolean {
  return (
    typeof value === 'function' &&
    / \{ \[native code\] \}$/.test(Function.prototype.toString.call(value)) &&
    !value.name.startsWith('bound ')
  );
}

function isArrow(value: object): boolean {
  return isTable(value) || isVector(value) || isRecordBatch(value);
}

function leaf(text: string): Shape {
  return { text, children: null };
}

function collection(value: Map<unknown, unknown> | Set<unknown>, inside: Iterable<Child>): Shape {
  return { text: `${className(value)}(${value.size})${guardText(value)}`, children: joined(inside, ownProperties(value)) };
}

function* mapChildren(map: Map<unknown, unknown>): Generator<Child> {
  let index = 0;
  for (const [key, value] of Map.prototype.entries.call(map)) {
    if (isScalar(key)) yield { key: `.get(${scalarText(key)})`, value };
    else yield* [{ key: `.key ${index}`, value: key } as const, { key: `.value ${index}`, value } as const];
    index++;
  }
}

function* setChildren(set: Set<unknown>): Generator<Child> {
  let index = 0;
  for (const value of Set.prototype.values.call(set)) yield { key: `.item ${index++}`, value };
}

function isScalar(value: unknown): boolean {
  return (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol') || value === null;
}

function* joined(first: Iterable<Child>, second: Iterable<Child>): Generator<Child> {
  yield* first;
  yield* second;
}

/** Objects whose content is not in their properties; null for any other. */
function special(value: object): Shape | null {
  const text = specialText(value);
  if (text !== null) return { text: `${text}${guardText(value)}`, children: ownProperties(value, isContent) };
  if (types.isNativeError(value))
    return { text: `${className(value)}${guardText(value)}`, children: ownProperties(value, key => key === 'stack') };
  const opaque = opaqueKinds.find(([is]) => is(value));
  if (opaque !== undefined) return leaf(`${className(value)} (its inside cannot be compared)`);
  const row: unknown = ['StructRow', 'MapRow'].includes(classOfPrototype(value)) ? Reflect.get(value, 'toJSON') : null;
  if (typeof row === 'function') return { text: classOfPrototype(value), children: ownProperties(Reflect.apply(row, value, []) as object) };
  return null;
}

/** Keys of boxed strings and regular expressions that their text already tells. */
function isContent(key: string): boolean {
  return key === 'lastIndex' || key === 'length' || /^\d+$/.test(key);
}

const opaqueKinds: readonly (readonly [(value: unknown) => boolean])[] = [
  [types.isPromise],
  [types.isWeakMap],
  [types.isWeakSet],
  [types.isGeneratorObject],
  [types.isExternal],
  [types.isMapIterator],
  [types.isSetIterator],
  [value => value instanceof WeakRef]
];

function specialText(value: object): string | null {
  if (types.isDate(value)) {
    const time = Date.prototype.getTime.call(value);
    return `${className(value)} ${Number.isNaN(time) ? 'invalid' : new Date(time).toISOString()}`;
  }
  if (types.isRegExp(value)) return `${className(value)} ${RegExp.prototype.toString.call(value)} at ${value.lastIndex}`;
  if (types.isBoxedPrimitive(value)) return `${className(value)} ${String(value.valueOf())}`;
  if (value instanceof URL) return `${className(value)} ${value.href}`;
  return value instanceof URLSearchParams ? `${className(value)} ${value.toString()}` : null;
}
