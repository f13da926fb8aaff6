import type { CodeContext } from '../artifact';
import { after, before } from '../notes';
import { makeView, viewKindNamed } from '../view-kinds';
import { symbolWithId } from '../unique-symbols';
import { hole, setProperty } from './containers';
import { PythonObject } from './python-values';
import { codeAt, newInstance, withClass } from './instances';
import { placedSymbol } from './placed-symbols';
import { bindFunction, closureOf } from './restore-functions';
import { setLevel, setProperties, setPrototype, setPrivates } from './restore-properties';
import { isObject } from './value-kinds';

/** A note as it was read: its kind, and what followed. */
export interface Note {
  readonly kind: string;
  readonly data: readonly unknown[];
}

/** The note that a dropped value is; null when it is none. */
export function parseNote(value: unknown): Note | null {
  if (typeof value === 'string') return value.startsWith('hw:') ? { kind: value, data: [] } : null;
  if (!Array.isArray(value)) return null;
  const [kind, ...data] = value as unknown[];
  return typeof kind === 'string' && kind.startsWith('hw:') ? { kind, data } : null;
}

/** Applies a note of the second group to the top of the stack; false when it belongs to what comes next. */
export function applyNoteAfter({ kind, data }: Note, top: () => unknown, code: CodeContext): boolean {
  const apply = afterNotes[kind];
  if (apply === undefined) return false;
  const target = top();
  if (isObject(target)) apply(target, data, code);
  return true;
}

/** What a value becomes by the note that stood before it. */
export function applyNoteBefore({ kind, data }: Note, value: unknown, code: CodeContext): unknown {
  const apply = beforeNotes[kind];
  return apply === undefined ? value : apply(value, data, code);
}

type ApplyAfter = (target: object, data: readonly unknown[], code: CodeContext) => void;
type ApplyBefore = (value: unknown, data: readonly unknown[], code: CodeContext) => unknown;

const afterNotes: Readonly<Record<string, ApplyAfter>> = {
  [after.properties]: setProperties,
  [after.prototype]: setPrototype,
  [after.privates]: setPrivates,
  [after.level]: setLevel
};

const beforeNotes: Readonly<Record<string, ApplyBefore>> = {
  [before.undefined]: () => undefined,
  [before.hole]: () => hole,
  [before.bare]: () => Object.create(null) as object,
  [before.sparse]: (_, [length, address], code) => withClass(sparseArray(length), text(address), code),
  [before.array]: (value, [address], code) => withClass(objectOf(value), text(address), code),
  [before.map]: (_, [address], code) => withClass(new Map(), text(address), code),
  [before.set]: (_, [address], code) => withClass(new Set(), text(address), code),
  [before.instance]: (_, [address], code) => newInstance(text(address), code),
  [before.codec]: (value, [address, method], code) => callCodec(value, codeAt(text(address), code), text(method)),
  [before.date]: (value, [address, time], code) =>
    withClass(new Date(time === undefined ? Number(value) : Number(time)), text(address), code),
  [before.error]: (_, [address], code) => withClass(bareError(), text(address), code),
  [before.domException]: (value, [name, address], code) => withClass(domException(value, text(name)), text(address), code),
  [before.regexp]: (_, data, code) => regExp(data, code),
  [before.url]: (value, [address], code) => withClass(new URL(text(value)), text(address), code),
  [before.params]: (value, [address], code) => withClass(new URLSearchParams(text(value)), text(address), code),
  [before.linkedParams]: value => (Array.isArray(value) && value[0] instanceof URL ? value[0].searchParams : value),
  [before.boxed]: (value, [address], code) => withClass(Object(Array.isArray(value) ? value[0] : value) as object, text(address), code),
  [before.symbol]: (_, data, code) => symbolOf(data, code),
  [before.code]: (_, [address], code) => codeAt(text(address), code),
  [before.closure]: (value, [captured, source], code) => (source === undefined ? value : closureOf(captured, text(source), code)),
  [before.boundFunction]: (_, [target, self, args]) => bindFunction(target, self, args),
  [before.view]: (value, [kind, address], code) => viewOf(value, text(kind), text(address), code),
  [before.buffer]: (value, [kind]) => bufferOf(value, kind)
};

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function objectOf(value: unknown): object {
  return isObject(value) ? value : [];
}

function sparseArray(length: unknown): unknown[] {
  const array: unknown[] = [];
  if (typeof length === 'number' && Number.isInteger(length) && length >= 0 && length < 2 ** 32) array.length = length;
  return array;
}

/** Its own properties come with its state. */
function bareError(): Error {
  const error = new Error();
  Reflect.deleteProperty(error, 'stack');
  return error;
}

function domException(value: unknown, name: string): DOMException {
  const made = new DOMException(value instanceof PythonObject ? text(value.args[0]) : '', name);
  Reflect.deleteProperty(made, 'stack');
  return made;
}

function regExp([source, flags, lastIndex, address]: readonly unknown[], code: CodeContext): RegExp {
  const made = new RegExp(text(source), text(flags));
  made.lastIndex = Number(lastIndex);
  return withClass(made, text(address), code);
}

function symbolOf([how, first, second]: readonly unknown[], code: CodeContext): symbol {
  if (how === 'registered') return Symbol.for(text(first));
  if (how === 'unique') return symbolWithId(text(first), second === undefined ? undefined : text(second));
  const known: unknown = how === 'known' ? Reflect.get(Symbol, text(first)) : placedSymbol(text(how), text(first), text(second), code);
  return typeof known === 'symbol' ? known : Symbol(text(first));
}

function callCodec(value: unknown, constructor: object, method: string): unknown {
  const data: unknown = value instanceof PythonObject && isObject(value.state) ? Reflect.get(value.state, 'data') : undefined;
  const make: unknown = Reflect.get(constructor, method);
  if (typeof make === 'function') return Reflect.apply(make, constructor, [data]);
  const shown = Object.create(Reflect.get(constructor, 'prototype') as object) as object;
  setProperty(shown, 'data', data);
  return shown;
}

function viewOf(value: unknown, kindName: string, address: string, code: CodeContext): unknown {
  const kind = viewKindNamed(kindName);
  if (kind === null || !ArrayBuffer.isView(value)) return value;
  const length = kind === 'DataView' ? value.byteLength : 'length' in value ? Number(value.length) : value.byteLength;
  return withClass(makeView(kind, value.buffer, value.byteOffset, length), address, code);
}

function bufferOf(value: unknown, kind: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  if (kind !== 'SharedArrayBuffer' && value.length === value.buffer.byteLength) return value.buffer;
  const buffer = kind === 'SharedArrayBuffer' ? new SharedArrayBuffer(value.length) : new ArrayBuffer(value.length);
  new Uint8Array(buffer).set(value);
  return buffer;
}
