import type { Schema, Table } from 'apache-arrow';
import { columnWithLongDecimals } from './decimal-range';
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

const refusals = new WeakMap<Table, string>();

/** Why a table that should have been kept as Parquet is not; null when it is, or nobody has tried. */
export function whyNotParquet(table: Table): string | null {
  return refusals.get(table) ?? null;
}

/**
 * A table of this package's own apache-arrow as a Parquet file that gives the very same table again; null when Parquet cannot (unions,
 * intervals, seconds, two columns of one name, half a gigabyte and more), and `whyNotParquet` of `given` says why.
 */
export function parquetOf(table: Table, given: Table = table): Uint8Array | null {
  try {
    return parquetBytes(table);
  } catch (error) {
    refusals.set(given, error instanceof Error ? error.message : String(error));
    return null;
  }
}

/** @throws Error that says what stands against it */
function parquetBytes(table: Table): Uint8Array {
  checkSchema(table.schema);
  const long = columnWithLongDecimals(table, ownLibrary());
  if (long !== null) throw new Error(`column '${long}' has decimals with more digits than its type says`);
  const ipc = Buffer.concat(ipcStreamParts(table, ownLibrary()));
  if (ipc.length > mostBytes)
    throw new Error(`it has ${Math.round(ipc.length / 1e6)} MB, and Parquet is made of at most ${mostBytes >> 20} MiB`);
  const bytes = writtenAs(ipc);
  // The writer must not have ended early.
  const last = parquetLibrary().readParquet(bytes, { offset: Math.max(0, table.numRows - 1), limit: 2 });
  const found = tableOf(last.intoIPCStream()).numRows;
  if (found !== Math.min(1, table.numRows)) throw new Error('the writer of Parquet lost some of its rows');
  return bytes;
}

function writtenAs(ipc: Uint8Array): Uint8Array {
  const { Table: WasmTable, WriterPropertiesBuilder, Compression, writeParquet } = parquetLibrary();
  const properties = new WriterPropertiesBuilder().setCompression(Compression.ZSTD).setCreatedBy('headwater').build();
  return writeParquet(WasmTable.fromIPCStream(ipc), properties);
}

/** What a column of no rows comes back as tells what any comes back as. */
function checkSchema(schema: Schema): void {
  const names = schema.fields.map(field => field.name);
  const twin = names.find((name, index) => names.indexOf(name) < index);
  if (twin !== undefined) throw new Error(`two columns are called '${twin}'`);
  const foreign = schema.fields.find(field => /Union|Interval/.test(String(field.type)));
  if (foreign !== undefined) throw new Error(`column '${foreign.name}' (${String(foreign.type)}) has a type that Parquet lacks`);
  if (comesBack(schema) === null) return;
  const { Schema: ArrowSchema } = ownLibrary();
  for (const field of schema.fields) {
    const why = comesBack(new ArrowSchema([field]));
    if (why !== null) throw new Error(`column '${field.name}' (${String(field.type)}) ${why}`);
  }
  throw new Error('its metadata would be lost');
}

/** Null when it comes back from Parquet as it is, else what happens to it. */
function comesBack(schema: Schema): string | null {
  const { Table: ArrowTable } = ownLibrary();
  try {
    const again = tableOf(ipcOfParquet(writtenAs(Buffer.concat(ipcStreamParts(new ArrowTable(schema), ownLibrary())))));
    if (looks(again) === looks({ schema })) return null;
    return `would come back as ${String(again.schema.fields[0]?.type)}`;
  } catch {
    return 'has a type that Parquet lacks';
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
function looks({ schema }: Pick<Table, 'schema'>): string {
  const fields = schema.fields.map(({ name, type, nullable, metadata }) => [name, String(type), nullable, [...metadata].sort()]);
  return JSON.stringify([fields, [...schema.metadata].sort()]);
}
