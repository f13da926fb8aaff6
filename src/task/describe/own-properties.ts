import { isArrayBufferView } from 'node:util/types';
import type { Child } from './children';
import { keyText } from './scalar-text';

/**
 * Own properties in their order: data by value; an accessor is not called; what is hidden or read-only says so. `skipped`: how many of the
 * first ones are left out; an object's numbers come first.
 */
export function* ownProperties(value: object, isLeftOut: (key: string) => boolean = () => false, skipped = 0): Generator<Child> {
  const isFrozen = Object.isFrozen(value);
  const keys = Reflect.ownKeys(value);
  for (const key of skipped === 0 ? keys : keys.slice(skipped)) {
    if (typeof key === 'string' && isLeftOut(key)) continue;
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property !== undefined) yield childOf(key, property, isFrozen);
  }
}

/** ` frozen`, ` sealed`, ` closed` (no new properties), or nothing. */
export function guardText(value: object): string {
  if (Object.isExtensible(value) || isArrayBufferView(value)) return '';
  if (Object.isFrozen(value)) return ' frozen';
  return Object.isSealed(value) ? ' sealed' : ' closed';
}

function childOf(key: string | symbol, property: PropertyDescriptor, isFrozen: boolean): Child {
  const marks = [...(property.enumerable === true ? [] : ['hidden']), ...(property.writable === false && !isFrozen ? ['read-only'] : [])];
  const name = `${keyText(key)}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`;
  if (!property.get && !property.set) return { key: name, value: property.value as unknown };
  return { key: name, text: `accessor${property.get ? ' get' : ''}${property.set ? ' set' : ''}` };
}
