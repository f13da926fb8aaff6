import { createHash } from 'node:crypto';
import type { Child, Shape, Surroundings } from './children';
import { className } from './class-name';
import { guardText, ownProperties } from './own-properties';

/** Numbers that are taken as one once lines are only counted. */
const run = 4096;
/** Elements up to which an array is asked for properties that are no elements: naming all keys of a longer one takes too long. */
const longArray = 100_000;

/** An array by its elements, holes included, and what else was put on it. */
export function arrayShape(array: readonly unknown[], around: Surroundings): Shape {
  return { text: `${className(array)}(${array.length})${guardText(array)}`, children: elements(array, around) };
}

function* elements(array: readonly unknown[], around: Surroundings): Generator<Child> {
  for (let index = 0; index < array.length; index++) {
    const block = around.isFull() ? numbersAt(array, index) : null;
    if (block !== null) {
      yield { key: `[${index}]`, text: `${run} numbers, sha1 ${hashOf(block)}` };
      index += run - 1;
    } else yield elementAt(array, index);
  }
  if (array.length <= longArray) yield* ownProperties(array, key => key === 'length' || /^(0|[1-9]\d{0,9})$/.test(key));
}

function elementAt(array: readonly unknown[], index: number): Child {
  const key = `[${index}]`;
  const property = Object.getOwnPropertyDescriptor(array, index);
  if (property === undefined) return { key, text: 'a hole' };
  return property.get || property.set ? { key, text: 'accessor' } : { key, value: property.value as unknown };
}

/** The next numbers, if there are enough and nothing else is among them. */
function numbersAt(array: readonly unknown[], start: number): Float64Array | null {
  if (start + run > array.length) return null;
  const block = new Float64Array(run);
  for (let index = 0; index < run; index++) {
    const value = array[start + index];
    if (typeof value !== 'number') return null;
    block[index] = Number.isNaN(value) ? NaN : value;
  }
  return block;
}

function hashOf(block: Float64Array): string {
  return createHash('sha1').update(block).digest('hex');
}
