import type { Data } from 'apache-arrow';
import { childrenOf } from './children';
import { isTable, isVector, type ArrowValue } from './recognise';

/** A piece of the memory that an Arrow value is made of. */
export interface ColumnMemory {
  /** Name of the column that it belongs to; '' for a vector, which has none. */
  readonly column: string;
  readonly bytes: ArrayBufferView;
}

/** All the memory of a table, batch or vector, column by column: values, offsets, null bitmaps, dictionaries, children. */
export function memoryOf(value: ArrowValue): ColumnMemory[] {
  const found: ColumnMemory[] = [];
  const seen = new Set<Data>();
  if (isVector(value)) for (const data of value.data) collect(data, '', seen, found);
  else {
    const names = value.schema.fields.map(field => String(field.name));
    for (const batch of isTable(value) ? value.batches : [value])
      childrenOf(batch.data).forEach((data, i) => collect(data, names[i] ?? '', seen, found));
  }
  return found;
}

/** The buffers that the memory of an Arrow value lies in. */
export function buffersOf(value: ArrowValue): Set<ArrayBufferLike> {
  return new Set(memoryOf(value).map(({ bytes }) => bytes.buffer));
}

function collect(data: Data, column: string, seen: Set<Data>, found: ColumnMemory[]): void {
  if (seen.has(data)) return;
  seen.add(data);
  const views: unknown = Reflect.get(data, 'variadicBuffers');
  for (const bytes of [
    data.values,
    data.valueOffsets,
    data.nullBitmap,
    data.typeIds,
    ...(Array.isArray(views) ? (views as unknown[]) : [])
  ])
    if (ArrayBuffer.isView(bytes) && bytes.byteLength > 0) found.push({ column, bytes });
  for (const child of childrenOf(data)) collect(child, column, seen, found);
  for (const part of data.dictionary?.data ?? []) collect(part, column, seen, found);
}
