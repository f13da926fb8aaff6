import { NdArray } from '../nd-array';
import { makeView, viewKindOfDtype } from '../view-kinds';
import type { PythonCall } from './python-call';
import { PythonObject, Unfinished } from './python-values';
import { readElements, type Dtype, makeDtype, finishDtype } from './numpy-dtype';

/** numpy, where a pickle calls it: arrays become typed arrays, plain arrays or an NdArray; scalars numbers. */
export const numpyCalls: Readonly<Record<string, PythonCall>> = {
  'numpy.dtype': makeDtypeObject,
  'numpy.core.multiarray._reconstruct': args => new Unfinished('numpy.ndarray', args, finishArray),
  'numpy.core.multiarray.scalar': ([dtype, bytes]) => scalar(dtype, bytes),
  'numpy.core.numeric._frombuffer': ([bytes, dtype, shape, order]) => fromBuffer(bytes, dtype, shape, order),
  'numpy.frombuffer': ([buffer, dtype, count, offset]) => viewOfBuffer(buffer, dtype, Number(count ?? -1), Number(offset ?? 0))
};

function makeDtypeObject(args: readonly unknown[]): unknown {
  const dtype = makeDtype(args[0]);
  return dtype === null
    ? undefined
    : new Unfinished('numpy.dtype', [dtype], state => new PythonObject('numpy.dtype', [finishDtype(dtype, state)]));
}

function dtypeOf(value: unknown): Dtype | null {
  const dtype = value instanceof PythonObject && value.className === 'numpy.dtype' ? value.args[0] : null;
  return typeof dtype === 'object' && dtype !== null ? (dtype as Dtype) : null;
}

/** State: version, shape, dtype, is it in Fortran's order, data (bytes, or a list of objects). */
function finishArray(state: unknown): unknown {
  if (!Array.isArray(state)) return new PythonObject('numpy.ndarray', [state]);
  const [, shape, dtypeObject, isFortran, data] = (state.length === 4 ? [1, ...(state as unknown[])] : state) as unknown[];
  const dtype = dtypeOf(dtypeObject);
  const opaque = new PythonObject('numpy.ndarray', [shape, dtypeObject]);
  if (dtype === null || !isShape(shape)) return opaque;
  if (Array.isArray(data)) return shaped(dtype, shape, isFortran === true, data as unknown[]);
  return data instanceof Uint8Array ? (shapedBytes(dtype, shape, isFortran === true, data) ?? opaque) : opaque;
}

function fromBuffer(bytes: unknown, dtypeObject: unknown, shape: unknown, order: unknown): unknown {
  const dtype = dtypeOf(dtypeObject);
  if (!(bytes instanceof Uint8Array) || dtype === null || !isShape(shape)) return undefined;
  return shapedBytes(dtype, shape, order === 'F', bytes);
}

function scalar(dtypeObject: unknown, bytes: unknown): unknown {
  const dtype = dtypeOf(dtypeObject);
  if (dtype === null || !(bytes instanceof Uint8Array)) return undefined;
  const elements = readElements(dtype, bytes, 1);
  if (elements === null) return undefined;
  return dtype.kind === 'M' || dtype.kind === 'm' ? new NdArray(dtype.name, [], 'C', elements) : elements[0];
}

function shapedBytes(dtype: Dtype, shape: readonly number[], isFortran: boolean, bytes: Uint8Array): unknown {
  const count = shape.reduce((product, size) => product * size, 1);
  if (count * dtype.size !== bytes.length) return undefined;
  const elements = readElements(dtype, bytes, count);
  return elements === null ? undefined : shaped(dtype, shape, isFortran, elements);
}

function shaped(dtype: Dtype, shape: readonly number[], isFortran: boolean, data: ArrayLike<unknown>): unknown {
  // A bare number of a time says nothing without its unit.
  const needsDtype = dtype.kind === 'M' || dtype.kind === 'm';
  return shape.length === 1 && !needsDtype ? data : new NdArray(dtype.name, shape, isFortran && shape.length > 1 ? 'F' : 'C', data);
}

/** A typed array on a buffer that was decoded before, so that views keep sharing it. */
function viewOfBuffer(buffer: unknown, dtypeObject: unknown, count: number, offset: number): unknown {
  const dtype = dtypeOf(dtypeObject);
  if (dtype === null || !(buffer instanceof ArrayBuffer || buffer instanceof SharedArrayBuffer)) return undefined;
  const kind = viewKindOfDtype(dtype.name);
  if (kind === null || offset % dtype.size !== 0 || offset + count * dtype.size > buffer.byteLength || count < 0)
    return unaligned(dtype, buffer, count, offset);
  return makeView(kind, buffer, offset, count);
}

function unaligned(dtype: Dtype, buffer: ArrayBufferLike, count: number, offset: number): unknown {
  return count >= 0 && offset + count * dtype.size <= buffer.byteLength ? new Uint8Array(buffer, offset, count * dtype.size) : undefined;
}

function isShape(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= 64 && value.every(size => typeof size === 'number' && size >= 0);
}
