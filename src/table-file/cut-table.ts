import type { Data, RecordBatch, Table } from 'apache-arrow';
import { memoryOf } from '../artifact/arrow/memory';
import type { Arrow } from '../artifact/arrow/library';

/** Bytes of memory that one piece has, about. */
const pieceBytes = 64 * 1024 * 1024;

/** Rows that one piece has at most: those of a row group. */
const pieceRows = 1 << 20;

/** A table in pieces of one batch each, in order; one without rows when the table has none. Its columns must have different names. */
export function* cutTable(table: Table, arrow: Arrow): Generator<Table> {
  if (table.numRows === 0) yield new arrow.Table(table.schema);
  const bytes = memoryOf(table).reduce((sum, each) => sum + each.bytes.byteLength, 0);
  const rows = Math.min(pieceRows, Math.max(1, Math.floor((pieceBytes / Math.max(1, bytes)) * table.numRows)));
  for (const batch of table.batches)
    for (let from = 0; from < batch.numRows; from += rows) {
      const whole = from === 0 && batch.numRows <= rows;
      yield new arrow.Table(table.schema, [whole ? batch : slice(batch, from, from + rows)]);
    }
}

function slice(batch: RecordBatch, from: number, to: number): RecordBatch {
  const piece = batch.slice(from, to);
  piece.data.children.forEach(countNulls);
  return piece;
}

/** A slice does not know how many nulls it has, which a column of nothing else must say. */
function countNulls(data: Data): void {
  if (data.typeId === 1) Object.assign(data, { _nullCount: data.length });
  data.children.forEach(countNulls);
}
