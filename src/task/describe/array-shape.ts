import { createHash } from 'node:crypto';
import type { Child, Shape, Surroundings } from './children';
import { className } from './class-name';
import { guardText, ownProperties } from './own-properties';

/** Numbers that are taken as one once lines are only counted. */
const run = 4096;
/** Elements up to which an array is asked for properties that are no elements: naming all keys of a longer one takes too long. */
const longArray = 100_000;
/** Holes beside each other that are shown one by one. */
const longRow = 100;

/** An array by its elements, holes included, and what else was put on it. */
export function arrayShape(array: readonly unknown[], around: Surroundings): Shape {
  return { text: `${className(array)}(${array.length})${guardText(array)}`, children: elements(array, around) };
}

function* elements(array: readonly unknown[], around: Surroundings): Generator<Child> {
  let [other, holes, inRow] = [-1, 0, 0];
  for (let index = 0; index < array.length; index++) {
    const isBlock = index + run <= array.length && around.isFull();
    // What is no number ends a block before it is complete; until it is passed there is none.
    if (isBlock && index > other) other = firstOther(array, index);
    if (isBlock && index > other) {
      yield { key: `[${index}]`, text: `${run} numbers, sha1 ${hashOf(array, index)}` };
      index += run - 1;
      continue;
    }
    const element = elementAt(array, index);
    inRow = isHole(element) ? inRow + 1 : 0;
    const end = inRow > longRow ? endOfHoles(array, index) : index + 1;
    yield end > index + 1 ? { key: `[${index} to ${end - 1}]`, text: 'holes' } : element;
    if (inRow > 0) holes += end - index;
    index = end - 1;
  }
  if (array.length <= longArray) yield* ownProperties(array, key => key === 'length', array.length - holes);
}

function isHole(element: Child): boolean {
  return 'text' in element && element.text === hole;
}

/** Where the holes that begin at `start` end. */
function endOfHoles(array: readonly unknown[], start: number): number {
  for (const key of Object.keys(array)) if (Number(key) > start) return Number(key);
  return array.length;
}

/** Position of the first of the next elements that is no number; that before them when all are. */
function firstOther(array: readonly unknown[], start: number): number {
  const end = Math.min(array.length, start + run);
  for (let index = start; index < end; index++) if (typeof array[index] !== 'number') return index;
  return start - 1;
}

const hole = 'a hole';

function elementAt(array: readonly unknown[], index: number): Child {
  const key = `[${index}]`;
  const property = Object.getOwnPropertyDescriptor(array, index);
  if (property === undefined) return { key, text: hole };
  return property.get || property.set ? { key, text: 'accessor' } : { key, value: property.value as unknown };
}

function hashOf(array: readonly unknown[], start: number): string {
  const block = new Float64Array(run);
  // All NaNs are one number: which bits they have nobody can see.
  for (let index = 0; index < run; index++) block[index] = Number.isNaN(array[start + index]) ? NaN : Number(array[start + index]);
  return createHash('sha1').update(block).digest('hex');
}
