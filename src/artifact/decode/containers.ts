import { PythonObject } from './python-values';

/** Stands for an element that an array does not have. */
export const hole = Symbol('hole');

/** Adds items to a list, a set, or what is made of a list of pairs or members. */
export function appendItems(target: unknown, items: readonly unknown[]): void {
  if (Array.isArray(target)) appendToArray(target, items);
  else if (target instanceof Set) for (const item of items) Set.prototype.add.call(target, item);
  else if (target instanceof Map) for (const pair of items) setPair(target, pair);
  else if (target instanceof PythonObject) for (const item of items) target.items.push(item);
}

/** Sets keys and values, alternating; gives the target, or the Map that takes its place since a key is no string. */
export function setItems(target: unknown, items: readonly unknown[]): unknown {
  if (target instanceof PythonObject) return setEntries(target, items);
  if (target instanceof Map) return setInMap(target, items);
  if (typeof target !== 'object' || target === null) return target;
  if (Array.isArray(target)) setElements(target, items);
  else if (!hasStringKeys(items)) return setInMap(new Map(Object.entries(target)), items);
  else setKeys(target as Record<string, unknown>, items);
  return target;
}

function setKeys(target: Record<string, unknown>, items: readonly unknown[]): void {
  for (let i = 0; i < items.length; i += 2) {
    const key = items[i] as string;
    if (key === '__proto__') setProperty(target, key, items[i + 1]);
    else target[key] = items[i + 1];
  }
}

/** An own property, whatever setters the prototype has. */
export function setProperty(target: object, key: string, value: unknown): void {
  if (key in target) Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else Reflect.set(target, key, value);
}

function appendToArray(target: unknown[], items: readonly unknown[]): void {
  for (const item of items) {
    if (item === hole) target.length++;
    else target.push(item);
  }
}

function setPair(target: Map<unknown, unknown>, pair: unknown): void {
  if (Array.isArray(pair)) Map.prototype.set.call(target, pair[0], pair[1]);
}

function setEntries(target: PythonObject, items: readonly unknown[]): PythonObject {
  for (let i = 0; i < items.length; i += 2) target.entries.push([items[i], items[i + 1]]);
  return target;
}

function setInMap(target: Map<unknown, unknown>, items: readonly unknown[]): Map<unknown, unknown> {
  for (let i = 0; i < items.length; i += 2) Map.prototype.set.call(target, items[i], items[i + 1]);
  return target;
}

/** A sparse array's elements by index; a hostile index is left out rather than believed. */
function setElements(target: unknown[], items: readonly unknown[]): void {
  for (let i = 0; i < items.length; i += 2) {
    const index = items[i];
    if (typeof index === 'number' && index >= 0 && index < target.length) target[index] = items[i + 1];
  }
}

function hasStringKeys(items: readonly unknown[]): boolean {
  for (let i = 0; i < items.length; i += 2) if (typeof items[i] !== 'string') return false;
  return true;
}
