import { after } from '../notes';
import { formatAddress } from '../code-address';
import type { Codec, Encoder } from './encoder';
import { refuse } from './refusal';

/** What an object's prototype is: the usual one of its kind, that of a class, or some other object. */
export type Found =
  | { readonly kind: 'usual' }
  | { readonly kind: 'class'; readonly address: string; readonly constructor: object; readonly name: string }
  | { readonly kind: 'object'; readonly prototype: object | null };

/**
 * Finds out what an object is an instance of.
 * @throws HeadwaterError HW301 when it is of a class that no other process could find
 */
export function classOf(object: object, usual: object, encoder: Encoder): Found {
  const prototype: object | null = Object.getPrototypeOf(object);
  if (prototype === usual) return { kind: 'usual' };
  if (prototype === null) return { kind: 'object', prototype };
  const constructor = constructorOf(prototype);
  if (constructor === null) return { kind: 'object', prototype };
  const address = encoder.code.addressOf(constructor);
  if (address === null) return refuse(...hiddenClass(nameOf(constructor)));
  return { kind: 'class', address: formatAddress(address), constructor, name: nameOf(constructor) };
}

/** Tells of a prototype that is no class's. Delegate to it with `yield*`. */
export function* writePrototype(found: Found, encoder: Encoder): Codec {
  if (found.kind === 'object') yield* encoder.noteAfter(after.prototype, [[{ text: ' (its prototype)' }, found.prototype]]);
}

/** The class that a prototype belongs to; null when it is no class's. */
export function constructorOf(prototype: object): object | null {
  const constructor: unknown = Reflect.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof constructor !== 'function') return null;
  return Reflect.getOwnPropertyDescriptor(constructor, 'prototype')?.value === prototype ? constructor : null;
}

/** A function's own name, or `an unnamed class`-like text for people. */
export function nameOf(constructor: object): string {
  const name: unknown = Reflect.getOwnPropertyDescriptor(constructor, 'name')?.value;
  return typeof name === 'string' && name !== '' ? name : '(unnamed)';
}

function hiddenClass(name: string): [string, string] {
  return [
    `an instance of ${name}, a class that cannot be reached from a cell's top level or a module's exports`,
    `Define ${name} at the top level of a cell, or keep plain data (an object with the fields that matter) instead.`
  ];
}
