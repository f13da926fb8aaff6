import { types } from 'node:util';
import { refuse } from './refusal';

/** What no other process can have, what it is, and what to do instead. */
const opaque: readonly { is(value: object): boolean; what: string; hint: string }[] = [
  { is: types.isProxy, what: 'a Proxy', hint: 'Store the object behind it; for a row of a table, call toJSON() on it.' },
  { is: types.isPromise, what: 'a Promise', hint: 'Await it in this step, and keep its result.' },
  { is: types.isGeneratorObject, what: 'a generator', hint: 'Keep its values: [...generator], or make it again where it is used.' },
  { is: isIterator, what: 'an iterator', hint: 'Keep its values: [...iterator], or make it again where it is used.' },
  { is: types.isWeakMap, what: 'a WeakMap', hint: 'Use a Map, whose keys can be listed.' },
  { is: types.isWeakSet, what: 'a WeakSet', hint: 'Use a Set, whose members can be listed.' },
  { is: hasTag('WeakRef'), what: 'a WeakRef', hint: 'Keep the object itself.' },
  { is: hasTag('FinalizationRegistry'), what: 'a FinalizationRegistry', hint: 'Make it again where it is used.' },
  { is: types.isArgumentsObject, what: 'an arguments object', hint: 'Copy it to an array: [...arguments].' },
  { is: types.isExternal, what: 'a native handle', hint: 'Make it again where it is used.' },
  {
    is: types.isModuleNamespaceObject,
    what: 'the namespace of a module',
    hint: 'Import the module at the top level of a cell instead of keeping it in a variable.'
  }
];

/**
 * Refuses objects whose state lies inside the JavaScript engine.
 * @throws HeadwaterError HW301
 */
export function refuseOpaque(value: object): void {
  if (isOrdinary(value)) return;
  const found = opaque.find(item => item.is(value));
  if (found !== undefined) refuse(found.what, found.hint);
}

/** Most objects: saves the look at each kind. */
function isOrdinary(value: object): boolean {
  if (types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Array.prototype || (prototype === Object.prototype && !types.isArgumentsObject(value));
}

function isIterator(value: object): boolean {
  return types.isMapIterator(value) || types.isSetIterator(value) || / Iterator\]$/.test(tagOf(value));
}

function hasTag(tag: string): (value: object) => boolean {
  return value => typeof value !== 'function' && tagOf(value) === `[object ${tag}]`;
}

/** The tag that the prototype's data property says: asking the object itself could run user code. */
function tagOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== 'object' || prototype === null) return '';
  const tag: unknown = Reflect.getOwnPropertyDescriptor(prototype, Symbol.toStringTag)?.value;
  return typeof tag === 'string' ? `[object ${tag}]` : '';
}
