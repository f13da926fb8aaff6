import { makeView, viewKindOfDtype } from '../view-kinds';
import { areOwnPages } from './own-memory';
import { PythonComplex } from './python-values';

/** A numpy element type. */
export interface Dtype {
  /** With byte order and size: `<f8`, `>i4`, `|b1`, `<U10`, `<M8[ns]`, `|O`. */
  readonly name: string;
  /** Letter of the kind: `f`, `i`, `u`, `b`, `c`, `U`, `S`, `V`, `M`, `m`, `O`. */
  readonly kind: string;
  /** Bytes an element. */
  readonly size: number;
  /** Elements are in the byte order that this machine has not. */
  readonly isSwapped: boolean;
}

/** The type that a text such as `f8` or `<f8` names; null for other texts. */
export function makeDtype(text: unknown): Dtype | null {
  const match = typeof text === 'string' ? /^([<>|=]?)([a-zA-Z?])(\d*)(\[.*\])?$/.exec(text) : null;
  if (match === null) return null;
  const [, order = '', kind = '', digits = '', unit = ''] = match;
  const size = kind === 'U' ? Number(digits) * 4 : kind === 'O' ? 8 : Number(digits || 1);
  return describe(order === '' || order === '=' ? '<' : order, kind === '?' ? 'b' : kind, size, digits, unit);
}

/** The type with what its pickle's state adds: byte order, item size, the unit of times. */
export function finishDtype(dtype: Dtype, state: unknown): Dtype {
  if (!Array.isArray(state)) return dtype;
  const [, order, , , fields, itemSize] = state as unknown[];
  const unit = timeUnit((state as unknown[])[8]);
  const size = typeof itemSize === 'number' && itemSize > 0 ? itemSize : dtype.size;
  const kind = fields === null || fields === undefined ? dtype.kind : 'V';
  const digits = String(kind === 'U' ? size / 4 : size);
  return describe(typeof order === 'string' ? order : '|', kind, size, digits, unit);
}

/** The elements, copied unless they are pages of their own: a typed array where there is one for them; null when they cannot be read. */
export function readElements(dtype: Dtype, bytes: Uint8Array, count: number): ArrayLike<unknown> | null {
  const own = areOwnPages(bytes) && !dtype.isSwapped ? bytes : new Uint8Array(bytes);
  if (dtype.isSwapped && 'fiucMm'.includes(dtype.kind)) swap(own, dtype.kind === 'c' ? dtype.size / 2 : dtype.size);
  const kind = viewKindOfDtype(dtype.name.replace(/^>/, '<'));
  if (kind !== null && kind !== 'DataView') return makeView(kind, own.buffer, 0, count) as ArrayBufferView & ArrayLike<unknown>;
  const read = readers[`${dtype.kind}${dtype.size}`] ?? readers[dtype.kind];
  if (read === undefined) return null;
  const view = new DataView(own.buffer);
  return Array.from({ length: count }, (_, i) => read(view, i * dtype.size, dtype));
}

type Reader = (view: DataView, offset: number, dtype: Dtype) => unknown;

const readers: Readonly<Record<string, Reader>> = {
  b: (view, offset) => view.getUint8(offset) !== 0,
  f2: (view, offset) => halfFloat(view.getUint16(offset, true)),
  c8: (view, offset) => new PythonComplex(view.getFloat32(offset, true), view.getFloat32(offset + 4, true)),
  c16: (view, offset) => new PythonComplex(view.getFloat64(offset, true), view.getFloat64(offset + 8, true)),
  M: (view, offset) => view.getBigInt64(offset, true),
  m: (view, offset) => view.getBigInt64(offset, true),
  U: readWideText,
  S: (view, offset, { size }) => trimZeros(Buffer.from(view.buffer, offset, size))
};

function describe(order: string, kind: string, size: number, digits: string, unit: string): Dtype {
  const needsOrder = size > 1 && 'iufcMmU'.includes(kind);
  const shown = needsOrder ? (order === '>' ? '>' : '<') : '|';
  return { name: `${shown}${kind}${kind === 'O' ? '' : digits || String(size)}${unit}`, kind, size, isSwapped: order === '>' };
}

/** `(b'ns', 1, 1, 1)` in the metadata of a time type. */
function timeUnit(metadata: unknown): string {
  const unit: unknown = Array.isArray(metadata) && Array.isArray(metadata[1]) ? metadata[1][0] : undefined;
  const count: unknown = Array.isArray(metadata) && Array.isArray(metadata[1]) ? metadata[1][1] : 1;
  if (unit === undefined) return '';
  const text = Buffer.isBuffer(unit) ? unit.toString() : String(unit);
  return `[${count === 1 ? '' : String(count)}${text}]`;
}

function swap(bytes: Uint8Array, size: number): void {
  for (let i = 0; i + size <= bytes.length; i += size) bytes.subarray(i, i + size).reverse();
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

function readWideText(view: DataView, offset: number, { size, isSwapped }: Dtype): string {
  let text = '';
  for (let at = offset; at + 4 <= offset + size; at += 4) {
    const point = view.getUint32(at, !isSwapped);
    if (point === 0) continue;
    text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  }
  return text;
}

function trimZeros(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return Buffer.from(bytes.subarray(0, end));
}
