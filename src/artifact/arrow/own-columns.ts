import type { Data, Table } from 'apache-arrow';
import { mappingOf } from '../../mapped-memory';
import { childrenOf } from './children';

/**
 * Gives each column of a decoded table that is one batch a buffer of its own: `column.toArray().buffer` is then that column and nothing
 * else, as in a table that was just made, and not the whole stream or a pool of strangers. Mapped pages stay the same pages; what was
 * read is copied. Columns of several batches have no such array: `toArray` copies them.
 */
export function separateColumns({ batches }: Table): void {
  if (batches.length !== 1) return;
  const seen = new Set<Data>();
  for (const batch of batches) for (const data of childrenOf(batch.data)) separate(data, seen);
}

function separate(data: Data, seen: Set<Data>): void {
  if (seen.has(data)) return;
  seen.add(data);
  const { values } = data as { values: unknown };
  if (ArrayBuffer.isView(values) && values.byteLength > 0 && values.byteLength < values.buffer.byteLength)
    Object.assign(data, { values: alone(values) });
  for (const child of childrenOf(data)) separate(child, seen);
  for (const part of data.dictionary?.data ?? []) separate(part, seen);
}

/** The same kind of array over a buffer that holds nothing else. */
function alone(values: ArrayBufferView): unknown {
  const { buffer, byteOffset, byteLength } = values;
  const own = mappingOf(buffer)?.part(byteOffset, byteLength) ?? buffer.slice(byteOffset, byteOffset + byteLength);
  return Reflect.construct(values.constructor, [own]);
}
