import type { Table } from 'apache-arrow';
import { ownLibrary } from './library';
import { ipcStreamParts } from './ipc-stream';
import { parquetLibrary } from './parquet-library';
import { readIpcStream, tableOfBatches } from './read-stream';

const stored = new WeakMap<Table, Uint8Array>();

/** Remembers the Parquet file that a table was decoded from, so that encoding it again gives the very same bytes. */
export function rememberParquet(table: Table, bytes: Uint8Array): void {
  stored.set(table, bytes);
}

/** The Parquet file that the table was decoded from; undefined when there was none. */
export function storedParquet(table: Table): Uint8Array | undefined {
  return stored.get(table);
}

/** Bytes of a table that is kept as Parquet: WebAssembly has 4 GiB for the table in three forms. */
const mostBytes = 1 << 29;

/**
 * A table of this package's own apache-arrow as a Parquet file that gives the very same table again; null when Parquet cannot: unions,
 * intervals, seconds, two columns of one name, half a gigabyte and more.
 */
export function parquetOf(table: Table): Uint8Array | null {
  const { schema, numRows } = table;
  if (new Set(schema.fields.map(field => field.name)).size < schema.fields.length || /Union|Interval/.test(String(schema))) return null;
  const ipc = Buffer.concat(ipcStreamParts(table, ownLibrary()));
  if (ipc.length > mostBytes) return null;
  try {
    const { Table: WasmTable, WriterPropertiesBuilder, Compression, writeParquet } = parquetLibrary();
    const properties = new WriterPropertiesBuilder().setCompression(Compression.ZSTD).setCreatedBy('headwater').build();
    const bytes = writeParquet(WasmTable.fromIPCStream(ipc), properties);
    const again = tableOf(ipcOfParquet(bytes));
    return again.numRows === numRows && looks(again) === looks(table) ? bytes : null;
  } catch {
    return null;
  }
}

/** The table of a Parquet file that is in memory, as an Arrow IPC stream with the schema's metadata. */
export function ipcOfParquet(bytes: Uint8Array): Uint8Array {
  const { readParquet, readSchema } = parquetLibrary();
  const metadata = readSchema(bytes).metadata();
  const ipc = readParquet(bytes, { batchSize: 1 << 22 }).intoIPCStream();
  if (metadata.size === 0) return ipc;
  const arrow = ownLibrary();
  const { schema, batches } = readIpcStream(ipc, arrow);
  return Buffer.concat(ipcStreamParts(tableOfBatches(new arrow.Schema(schema.fields, metadata), batches, arrow), arrow));
}

function tableOf(ipc: Uint8Array): Table {
  const arrow = ownLibrary();
  const { schema, batches } = readIpcStream(ipc, arrow);
  return tableOfBatches(schema, batches, arrow);
}

/** All that is not values. */
function looks({ schema }: Table): string {
  const fields = schema.fields.map(({ name, type, nullable, metadata }) => [name, String(type), nullable, [...metadata].sort()]);
  return JSON.stringify([fields, [...schema.metadata].sort()]);
}
