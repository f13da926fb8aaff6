import { types } from 'node:util';

/** Names of an object's classes, its own first, without `Object` behind others: `Ridge < Model`, `Map`, `null prototype`. */
export function className(value: object): string {
  const names: string[] = [];
  for (let at = prototypeOf(value); at !== null && names.length < 10; at = prototypeOf(at)) names.push(nameOf(at));
  if (names.length === 0) return 'null prototype';
  const own = names.length > 1 ? names.filter(name => name !== 'Object' && name !== 'TypedArray') : names;
  return own.join(' < ');
}

/** Name of an object's own class. */
export function classOfPrototype(value: object): string {
  const prototype = prototypeOf(value);
  return prototype === null ? 'null prototype' : nameOf(prototype);
}

function prototypeOf(value: object): object | null {
  return types.isProxy(value) ? null : (Object.getPrototypeOf(value) as object | null);
}

function nameOf(prototype: object): string {
  if (types.isProxy(prototype)) return 'a Proxy';
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'an object';
}
