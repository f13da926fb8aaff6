import type { Data, DataType, Table } from 'apache-arrow';
import { childrenOf } from './children';
import type { Arrow } from './library';

/**
 * The first column with a decimal, here or inside, that has more digits than its type says; null when there is none. Arrow does not mind, but
 * Parquet keeps only as many bytes as the digits need, and what is beyond would be cut off.
 */
export function columnWithLongDecimals({ schema, batches }: Table, { Type }: Arrow): string | null {
  const found = schema.fields.find((_, at) => batches.some(batch => hasLong(childrenOf(batch.data)[at], Type.Decimal)));
  return found?.name ?? null;
}

function hasLong(data: Data | undefined, decimal: number): boolean {
  if (data === undefined) return false;
  if (data.type.typeId === decimal && isLong(data)) return true;
  return [...childrenOf(data), ...(data.dictionary?.data ?? [])].some(each => hasLong(each, decimal));
}

function isLong(data: Data): boolean {
  const { precision, bitWidth } = data.type as DataType & { readonly precision: number; readonly bitWidth: number };
  const limit = 10n ** BigInt(precision);
  const { buffer, byteOffset } = data.values as ArrayBufferView;
  const view = new DataView(buffer, byteOffset);
  for (let row = 0; row < data.length; row += 1) {
    if (data.nullCount > 0 && !data.getValid(row)) continue;
    const value = signed(view, (row * bitWidth) / 8, bitWidth / 8);
    if (value >= limit || value <= -limit) return true;
  }
  return false;
}

/** A number of 4, 8, 16 or 32 bytes, the lowest first. */
function signed(view: DataView, at: number, size: number): bigint {
  if (size === 4) return BigInt(view.getInt32(at, true));
  let value = view.getBigInt64(at + size - 8, true);
  for (let word = size - 16; word >= 0; word -= 8) value = (value << 64n) | view.getBigUint64(at + word, true);
  return value;
}
