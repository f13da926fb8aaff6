/** Kinds of views on a buffer, with numpy's name for the type of their elements. */
export const viewKinds = {
  Buffer: { prototype: Buffer.prototype, make: Buffer, dtype: '|u1' },
  Int8Array: { prototype: Int8Array.prototype, make: Int8Array, dtype: '|i1' },
  Uint8Array: { prototype: Uint8Array.prototype, make: Uint8Array, dtype: '|u1' },
  Uint8ClampedArray: { prototype: Uint8ClampedArray.prototype, make: Uint8ClampedArray, dtype: '|u1' },
  Int16Array: { prototype: Int16Array.prototype, make: Int16Array, dtype: '<i2' },
  Uint16Array: { prototype: Uint16Array.prototype, make: Uint16Array, dtype: '<u2' },
  Int32Array: { prototype: Int32Array.prototype, make: Int32Array, dtype: '<i4' },
  Uint32Array: { prototype: Uint32Array.prototype, make: Uint32Array, dtype: '<u4' },
  Float32Array: { prototype: Float32Array.prototype, make: Float32Array, dtype: '<f4' },
  Float64Array: { prototype: Float64Array.prototype, make: Float64Array, dtype: '<f8' },
  BigInt64Array: { prototype: BigInt64Array.prototype, make: BigInt64Array, dtype: '<i8' },
  BigUint64Array: { prototype: BigUint64Array.prototype, make: BigUint64Array, dtype: '<u8' },
  DataView: { prototype: DataView.prototype, make: DataView, dtype: '|u1' }
} as const;

/** Name of a kind of view. */
export type ViewKind = keyof typeof viewKinds;

/** A view of that kind on `length` elements of the buffer from `offset` bytes on. */
export function makeView(kind: ViewKind, buffer: ArrayBufferLike, offset: number, length: number): ArrayBufferView {
  if (kind === 'Buffer') return Buffer.from(buffer as ArrayBuffer, offset, length);
  return Reflect.construct(viewKinds[kind].make, [buffer, offset, length]) as ArrayBufferView;
}

/** The kind that the name means; null for any other text. */
export function viewKindNamed(name: string): ViewKind | null {
  return Object.keys(viewKinds).find((kind): kind is ViewKind => kind === name) ?? null;
}

/** The kind that holds elements of a numpy type such as `<f8`, in this machine's byte order; null when there is none. */
export function viewKindOfDtype(dtype: string): ViewKind | null {
  if (dtype === '|u1') return 'Uint8Array';
  return Object.keys(viewKinds).find((kind): kind is ViewKind => viewKinds[kind as ViewKind].dtype === dtype) ?? null;
}
