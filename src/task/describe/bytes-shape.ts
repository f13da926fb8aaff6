import { createHash } from 'node:crypto';
import type { Child, Shape, Surroundings } from './children';
import { className } from './class-name';
import { scalarText } from './scalar-text';

/** Elements that are shown one by one; longer views by the hash of each block. */
const shownElements = 1000;
const blockBytes = 1 << 20;

/** A typed array or DataView: its elements and its very bits. */
export function viewShape(view: ArrayBufferView, around: Surroundings): Shape {
  const { buffer, byteOffset, byteLength } = view;
  const length = 'length' in view && typeof view.length === 'number' ? view.length : byteLength;
  const shared = around.overlap(buffer, byteOffset, byteLength);
  const text = `${className(view)}(${length})${shared === null ? '' : ` that ${shared}`}`;
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  const children = length <= shownElements && isIndexed(view) ? shown(view, bytes) : blocks(bytes, length === 0 ? 1 : byteLength / length);
  return { text, children };
}

/** An ArrayBuffer or SharedArrayBuffer: its bytes. */
export function bufferShape(buffer: ArrayBufferLike, around: Surroundings): Shape {
  const shared = around.overlap(buffer, 0, buffer.byteLength);
  const text = `${className(buffer)}(${buffer.byteLength})${shared === null ? '' : ` that ${shared}`}`;
  return { text, children: blocks(new Uint8Array(buffer), 1) };
}

type Indexed = ArrayBufferView & ArrayLike<number | bigint>;

function isIndexed(view: ArrayBufferView): view is Indexed {
  return 'length' in view;
}

/** The bits come last: they differ by themselves only where two kinds of NaN do. */
function* shown(view: Indexed, bytes: Uint8Array): Generator<Child> {
  for (let index = 0; index < view.length; index++) yield { key: `[${index}]`, text: scalarText(view[index]) };
  yield* blocks(bytes, view.length === 0 ? 1 : bytes.length / view.length);
}

function* blocks(bytes: Uint8Array, elementSize: number): Generator<Child> {
  for (let start = 0; start < bytes.length; start += blockBytes) {
    const end = Math.min(bytes.length, start + blockBytes);
    const hash = createHash('sha1').update(bytes.subarray(start, end)).digest('hex');
    yield { key: `[${start / elementSize} to ${end / elementSize - 1}]`, text: `bits with sha1 ${hash}` };
  }
}
