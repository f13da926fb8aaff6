import type { Table } from 'apache-arrow';
import { arrowLibrary, type Arrow } from '../src/artifact/arrow/library';
import type { FilePlace } from '../src/table-file/byte-source';
import type { Destination } from '../src/table-file/output';
import type { RowColumns } from '../src/table-file/row-columns';
import type { Selection } from '../src/table-file/selection';
import type { WriteOptions, WrittenTable } from '../src/table-file/write-options';
import type { ParquetOptions } from '../src/table-file/write-parquet';
import { namingContext } from './naming-context';

/**
 * A Parquet file as an Arrow table: by its path, its address, or its bytes. `columns` and `rowRange` choose what is read, and of a file on
 * the web or on a disk only that is fetched. Timestamps of nanoseconds are exact in `column.toArray()`; Arrow's own `get` rounds them.
 * @throws HeadwaterError HW740 or HW741 when it cannot be fetched, HW742 when there is no such column, HW743 when it is damaged
 */
export async function readParquet(place: FilePlace, selection: Selection = {}): Promise<Table> {
  const { readParquetFile } = await import('../src/table-file/read-parquet.js');
  return readParquetFile(place, selection, arrowHere());
}

/**
 * An Arrow IPC file (Feather 2) or stream as an Arrow table, also one compressed with LZ4 or Zstandard.
 * @throws HeadwaterError as `readParquet`
 */
export async function readArrow(place: FilePlace, selection: Selection = {}): Promise<Table> {
  const { readArrowFile } = await import('../src/table-file/read-arrow.js');
  return readArrowFile(place, selection, arrowHere());
}

/**
 * Writes a table as a Parquet file, to a path (all of it or nothing) or a stream.
 * @throws HeadwaterError HW744 for what Parquet cannot hold, HW747 when it cannot be written, HW748 when it is no table
 */
export function writeParquet(table: unknown, place: Destination, options: ParquetOptions = {}): Promise<WrittenTable> {
  return writeTableValue(table, 'This', place, options);
}

/**
 * Writes rows as they come, one at a time, to a Parquet file of simple types, in constant memory:
 * `await exportRows('rows.parquet', { id: 'integer', name: 'string' }, rows())`. Values may be null or missing.
 * @throws HeadwaterError HW750 for a value that the writer would change (an integer beyond 2^53, NaN, another type), with its row
 */
export async function exportRows(
  place: Destination,
  columns: RowColumns,
  rows: Iterable<object> | AsyncIterable<object>,
  options: WriteOptions = {}
): Promise<WrittenTable> {
  const { exportRowsTo } = await import('../src/table-file/export-rows.js');
  return exportRowsTo(place, columns, rows, options);
}

/** Writes a value that is a table; `name` is what messages call it. @throws HeadwaterError as `writeParquet` */
export async function writeTableValue(value: unknown, name: string, place: Destination, options: ParquetOptions): Promise<WrittenTable> {
  const { tableOfValue } = await import('../src/table-file/table-of-value.js');
  const { writeParquetFile } = await import('../src/table-file/write-parquet.js');
  return writeParquetFile(tableOfValue(value, name, arrowHere()), place, options);
}

/** The cell's own copy of apache-arrow where it has one. */
function arrowHere(): Arrow {
  return arrowLibrary(namingContext({}, process.cwd()));
}
