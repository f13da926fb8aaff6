import type { Child, Shape } from './children';
import { ownProperties } from './own-properties';

/** A function by name and arity, a class also by its methods; with the properties that were put on it. Its code is not looked at. */
export function functionShape(value: object): Shape {
  const name = textOf(value, 'name');
  const source = Function.prototype.toString.call(value);
  if (source.endsWith('{ [native code] }')) return { text: `function ${name}/${textOf(value, 'length')}`, children: null };
  if (!/^class\b/.test(source))
    return { text: `function ${name}/${textOf(value, 'length')}`, children: ownProperties(value, isFunctionKey) };
  const parent: unknown = Object.getPrototypeOf(value);
  const above = typeof parent === 'function' && parent.name !== '' ? ` < ${parent.name}` : '';
  return { text: `class ${name}/${textOf(value, 'length')}${above}`, children: classChildren(value) };
}

function isFunctionKey(key: string): boolean {
  return ['length', 'name', 'prototype', 'arguments', 'caller'].includes(key);
}

function* classChildren(value: object): Generator<Child> {
  yield* ownProperties(value, isFunctionKey);
  const prototype: unknown = Reflect.get(value, 'prototype');
  if (typeof prototype !== 'object' || prototype === null) return;
  for (const child of ownProperties(prototype, key => key === 'constructor')) yield { ...child, key: `.prototype${child.key}` };
}

function textOf(value: object, key: string): string {
  const held: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
  return typeof held === 'string' || typeof held === 'number' ? String(held) : '';
}
