import { inspect } from 'node:util';
import { before } from '../notes';
import { op } from '../pickle/opcodes';
import { viewKinds, type ViewKind } from '../view-kinds';
import { writeBytes } from './aligned-bytes';
import type { Codec, Encoder } from './encoder';
import type { Region } from './knowledge';
import { readOwnProperties, writeExtraProperties, type OwnProperties } from './own-properties';
import { classOf, writePrototype, type Found } from './prototype';
import { regionOfBuffer, regionOfView, useRegion } from './regions';

/** A Buffer is bytes; another typed array a numpy array; views that share a buffer are numpy views of one bytearray. */
export function* encodeView(view: ArrayBufferView, encoder: Encoder): Codec {
  const kind = kindOf(view);
  const found = classOf(view, viewKinds[kind].prototype, encoder);
  const region = regionOfView(view, encoder);
  useRegion(region, view, encoder);
  encoder.touch(view.buffer);
  const isWhole = view.byteOffset === region.start && view.byteLength === region.end - region.start;
  if (isWhole && !region.shared && kind !== 'DataView' && view.buffer instanceof ArrayBuffer) writeAlone(view, kind, found, encoder);
  else writeSharing(view, kind, found, region, encoder);
  encoder.remember(view);
  yield* writePrototype(found, encoder);
  const extra = readExtraProperties(view);
  if (extra !== null) yield* writeExtraProperties(extra, encoder);
}

/** A bytearray. */
export function* encodeBuffer(buffer: ArrayBufferLike, encoder: Encoder): Codec {
  const region = regionOfBuffer(buffer, encoder);
  useRegion(region, buffer, encoder);
  const usual = buffer instanceof ArrayBuffer ? ArrayBuffer.prototype : SharedArrayBuffer.prototype;
  const found = classOf(buffer, usual, encoder);
  writeRegion(region, encoder);
  yield* writePrototype(found, encoder);
  yield* writeExtraProperties(readOwnProperties(buffer), encoder);
}

function kindOf(view: ArrayBufferView): ViewKind {
  if (Buffer.isBuffer(view)) return 'Buffer';
  const tag: unknown = Reflect.get(view, Symbol.toStringTag);
  return Object.keys(viewKinds).find((kind): kind is ViewKind => kind === tag) ?? 'DataView';
}

function writeAlone(view: ArrayBufferView, kind: ViewKind, found: Found, encoder: Encoder): void {
  const { pickle } = encoder;
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (kind === 'Buffer') {
    if (found.kind !== 'class') return writeBytes(bytes, encoder);
    encoder.note(before.view, kind, found.address);
    return pickle.bytes(bytes);
  }
  pickle.global('numpy.core.multiarray', '_reconstruct');
  pickle.once('empty array', () => writeEmptyArrayArguments(encoder));
  pickle.reduce();
  pickle.op(op.MARK);
  pickle.number(1);
  pickle.number(lengthOf(view));
  pickle.tuple(1);
  writeDtype(kind, encoder);
  pickle.boolean(false);
  writeBytes(bytes, encoder);
  pickle.op(op.TUPLE);
  if (kind === 'Uint8ClampedArray' || found.kind === 'class') encoder.note(before.view, kind, addressIn(found));
  pickle.op(op.BUILD);
}

/** `(numpy.ndarray, (0,), b'b')`, as numpy's own pickles have it. */
function writeEmptyArrayArguments({ pickle }: Encoder): void {
  pickle.global('numpy', 'ndarray');
  pickle.number(0);
  pickle.tuple(1);
  pickle.bytes(Buffer.from('b'));
  pickle.tuple(3);
}

/** `numpy.frombuffer(bytearray, dtype, count, offset)`, or the bytearray's `memoryview` when it is empty, which numpy refuses. */
function writeSharing(view: ArrayBufferView, kind: ViewKind, found: Found, region: Region, encoder: Encoder): void {
  const { pickle } = encoder;
  const isEmpty = region.end === region.start;
  pickle.global(isEmpty ? 'builtins' : 'numpy', isEmpty ? 'memoryview' : 'frombuffer');
  if (!isEmpty) pickle.op(op.MARK);
  writeRegion(region, encoder);
  if (isEmpty) pickle.tuple(1);
  else {
    writeDtype(kind, encoder);
    pickle.number(lengthOf(view));
    pickle.number(view.byteOffset - region.start);
    pickle.op(op.TUPLE);
  }
  encoder.note(before.view, kind, addressIn(found));
  pickle.reduce();
}

/** The bytearray of a region, or a reference to it. */
function writeRegion(region: Region, encoder: Encoder): void {
  const { buffer, start, end } = region;
  const owner = start === 0 && end === buffer.byteLength ? buffer : region;
  if (encoder.wasWritten(owner)) return void encoder.atom(owner);
  encoder.pickle.global('builtins', 'bytearray');
  writeBytes(new Uint8Array(buffer, start, end - start), encoder);
  encoder.pickle.tuple(1);
  encoder.note(before.buffer, buffer instanceof ArrayBuffer ? 'ArrayBuffer' : 'SharedArrayBuffer');
  encoder.pickle.reduce();
  encoder.remember(owner);
}

function writeDtype(kind: ViewKind, { pickle }: Encoder): void {
  const { dtype } = viewKinds[kind];
  pickle.once(`dtype ${dtype}`, () => {
    pickle.global('numpy', 'dtype');
    pickle.key(dtype);
    pickle.tuple(1);
    pickle.reduce();
  });
}

function lengthOf(view: ArrayBufferView): number {
  return 'length' in view && typeof view.length === 'number' ? view.length : view.byteLength;
}

function addressIn(found: Found): string {
  return found.kind === 'class' ? found.address : '';
}

/** Looking at all keys of a long array is slow, but printing it without its elements shows whether there are other properties. */
function readExtraProperties(view: ArrayBufferView): OwnProperties | null {
  const length = lengthOf(view);
  const shown = length > 32 ? inspect(view, { maxArrayLength: 0, depth: 0, customInspect: false, breakLength: Infinity }) : '';
  if (shown.endsWith(`[ ... ${length} more items ]`) && Object.isExtensible(view)) return null;
  return readOwnProperties(view, key => /^\d+$/.test(key));
}
