import { types } from 'node:util';
import { isTable, isVector } from './arrow/recognise';

/** A TypeScript type as text, and the names of apache-arrow that it needs. */
export interface ValueType {
  readonly type: string;
  readonly needs: readonly string[];
}

/** Elements that are looked at in a list, and levels of nesting; beyond them `unknown`. */
const mostElements = 1000;
const deepest = 5;

/** The type that a value seems to have: of its elements, the union; of an instance, its fields. */
export function typeOfValue(value: unknown): ValueType {
  const needs = new Set<string>();
  const arrow: ArrowName = name => {
    needs.add(name);
    return name;
  };
  return { type: describe(value, deepest, { arrow, className: () => null }), needs: [...needs] };
}

/**
 * The same as one text that needs no import beside it: `import('apache-arrow').Table`. `className`: what the class of an instance is called
 * there; null when it has no name.
 */
export function wholeTypeOfValue(value: unknown, className: Naming['className']): string {
  return describe(value, deepest, { arrow: name => `import('apache-arrow').${name}`, className });
}

interface Naming {
  readonly arrow: ArrowName;
  readonly className: (instance: object) => string | null;
}

/** How a type of apache-arrow is written. */
type ArrowName = (name: 'Table' | 'Vector') => string;

function describe(value: unknown, depth: number, naming: Naming): string {
  if (value === null) return 'null';
  if (typeof value === 'function') return '(...args: never[]) => unknown';
  if (typeof value !== 'object') return typeof value;
  if (isTable(value) || isVector(value)) return naming.arrow(isTable(value) ? 'Table' : 'Vector');
  const named = builtinName(value) ?? naming.className(value);
  if (named !== null) return named;
  if (depth === 0) return 'unknown';
  const inner = (each: unknown): string => describe(each, depth - 1, naming);
  if (Array.isArray(value)) return `${bracketed(union(value.slice(0, mostElements).map(inner)))}[]`;
  if (types.isMap(value))
    return `Map<${union([...value.keys()].slice(0, mostElements).map(inner))}, ${union([...value.values()].slice(0, mostElements).map(inner))}>`;
  if (types.isSet(value)) return `Set<${union([...value].slice(0, mostElements).map(inner))}>`;
  return fieldsOf(value, inner);
}

/** Objects whose class says it all. */
function builtinName(value: object): string | null {
  if (types.isDate(value)) return 'Date';
  if (types.isRegExp(value)) return 'RegExp';
  if (types.isNativeError(value)) return 'Error';
  if (value instanceof URL) return 'URL';
  if (types.isAnyArrayBuffer(value)) return 'ArrayBuffer';
  if (types.isTypedArray(value)) return value[Symbol.toStringTag];
  return types.isDataView(value) ? 'DataView' : null;
}

function fieldsOf(value: object, inner: (each: unknown) => string): string {
  const fields = Object.keys(value).map(key => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
    return `${name}: ${inner(Reflect.get(value, key))}`;
  });
  return fields.length === 0 ? 'object' : `{ ${fields.join('; ')} }`;
}

function union(parts: readonly string[]): string {
  const distinct = [...new Set(parts)];
  return distinct.length === 0 ? 'unknown' : distinct.join(' | ');
}

function bracketed(type: string): string {
  return /[|&=]/.test(type.replace(/\{[^{}]*\}/g, '')) ? `(${type})` : type;
}
