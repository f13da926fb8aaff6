import type { Data, DataType, Vector } from 'apache-arrow';

/** The parts of a column, each with the row it begins at. */
export interface Chunk {
  readonly data: Data;
  readonly start: number;
}

/** The chunks of a column, in order, without empty ones. */
export function chunksOf(column: Vector): Chunk[] {
  let start = 0;
  return column.data.flatMap(data => {
    const chunk = { data, start };
    start += data.length;
    return data.length === 0 ? [] : [chunk];
  });
}

/** Finds the chunk of a row; remembers the last one. */
export function chunkFinder(chunks: readonly Chunk[]): (row: number) => Chunk | undefined {
  let last = chunks[0];
  return row => {
    if (last === undefined || row < last.start || row >= last.start + last.data.length) last = search(chunks, row);
    return last;
  };
}

function search(chunks: readonly Chunk[], row: number): Chunk | undefined {
  let [low, high] = [0, chunks.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((chunks[middle]?.start ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  return chunks[low];
}

/** A text of what a type is, as Arrow calls it. */
export function typeName(type: DataType): string {
  return String(type);
}

/** Bytes of a variable-size value; `index` in its chunk. */
export function bytesAt({ values, valueOffsets }: Data, index: number): Uint8Array {
  const offsets = valueOffsets as ArrayLike<number | bigint>;
  return (values as Uint8Array).subarray(Number(offsets[index]), Number(offsets[index + 1]));
}
