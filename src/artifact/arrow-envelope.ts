import type { RecordBatch, Table, Vector } from 'apache-arrow';
import type { CodeContext } from './artifact';
import { adoptAsTable } from './arrow/adopt';
import { ipcStreamParts } from './arrow/ipc-stream';
import { arrowLibrary, isFrom, ownLibrary, type Arrow } from './arrow/library';
import { separateColumns } from './arrow/own-columns';
import { readIpcStream, tableOfBatches, withOwnTypes } from './arrow/read-stream';
import { isTable, isVector, type ArrowValue } from './arrow/recognise';
import { parquetOf, storedParquet } from './arrow/stored-parquet';
import { rememberStream, storedStream, type Flavour, type StoredStream } from './arrow/stored-stream';
import { dialect } from './notes';
import { op } from './pickle/opcodes';
import { PickleWriter } from './pickle/pickle-writer';

/** How a table lies inside its pickle. */
export type TableForm = 'arrow' | 'parquet';

/** Where the Arrow stream begins in an envelope: right after the opcode and length of a `bytes`. */
export const streamOffset = 256;
const headLength = streamOffset - 9;

const marker = `${dialect} arrow `;

/**
 * A table as a pickle that stock Python loads as a real table (pandas', or polars' or pyarrow's when it came from there), in parts:
 * a head of 256 bytes, the Arrow IPC stream, a tail. Buffers are not copied. Layout: FACTS "Arrow inside a pickle". As `parquet`, a Parquet
 * file in its place, unless Parquet would not give the very same table again; what was decoded keeps its form.
 */
export function encodeEnvelope(table: Table, form: TableForm = 'arrow'): Uint8Array[] {
  const parquet =
    storedParquet(table) ?? (form === 'parquet' && storedStream(table) === undefined ? parquetOf(ownTable(table), table) : null);
  if (parquet !== null) return encodeParquet(parquet, storedStream(table)?.flavour ?? 'pandas');
  const { parts, flavour } = streamOf(table);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [head(flavour, length), ...parts, tail(flavour)];
}

/** Its Parquet file in the place of the stream: the same calls, of other readers. */
function encodeParquet(bytes: Uint8Array, flavour: Flavour): Uint8Array[] {
  const pickle = new PickleWriter();
  const calls = parquetCalls(flavour);
  pickle.op(op.PROTO);
  pickle.op(4);
  pickle.string(`${dialect} parquet ${flavour}`);
  pickle.op(op.POP);
  for (const [module, name] of calls) writeGlobal(pickle, module, name);
  pickle.op(op.BINBYTES8);
  pickle.sink.uint64(bytes.length);
  return [Buffer.concat(pickle.sink.parts()), bytes, Uint8Array.from([...calls.flatMap(() => [op.TUPLE1, op.REDUCE]), op.STOP])];
}

/** The last one first. */
function parquetCalls(flavour: Flavour): (readonly [string, string])[] {
  const read = [
    ['pyarrow.parquet', 'read_table'],
    ['pyarrow.lib', 'BufferReader']
  ] as const;
  if (flavour === 'pandas') return [['pyarrow.lib', 'Table.to_pandas'], ...read];
  return flavour === 'polars' ? [['polars', 'from_arrow'], ...read] : [...read];
}

/** True for bytes that `encodeEnvelope` (of any version) wrote. */
export function isEnvelope(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64));
  return bytes.length > streamOffset && bytes[headLength] === op.BINBYTES8 && text.includes(marker);
}

/** The IPC stream of a value, and what Python makes of it. */
export function streamOf(value: ArrowValue): { readonly parts: readonly Uint8Array[]; readonly flavour: Flavour } {
  const stored = storedStream(value);
  if (stored !== undefined) return { parts: [stored.bytes], flavour: stored.flavour };
  return { parts: ipcStreamParts(ownTable(value), ownLibrary()), flavour: 'pandas' };
}

/** The table of an IPC stream: what is mapped is not copied. */
export function tableOfStream(stream: StoredStream, code: CodeContext): Table {
  const bytes = aligned(stream.bytes);
  const table = decodeStream(bytes, arrowLibrary(code));
  separateColumns(table);
  rememberStream(table, { ...stream, bytes });
  code.tableDecoded?.(table);
  return table;
}

/** `tableFromIPC`, but where columns share a name each has its own type. */
function decodeStream(bytes: Uint8Array, arrow: Arrow): Table {
  const table = arrow.tableFromIPC(bytes);
  const names = table.schema.fields.map(field => field.name);
  if (new Set(names).size === names.length) return table;
  const { schema, batches } = readIpcStream(bytes, arrow);
  return tableOfBatches(schema, batches, arrow);
}

/** A table of our own copy of apache-arrow; a vector becomes its only column. */
export function ownTable(value: ArrowValue): Table {
  const arrow = ownLibrary();
  if (!isFrom(arrow, value)) return withOwnTypes(adoptAsTable(value, arrow), arrow);
  if (isTable(value)) return withOwnTypes(value, arrow);
  return isVector(value) ? new arrow.Table({ value: value as Vector }) : new arrow.Table([value as RecordBatch]);
}

/** Typed arrays need their elements at multiples of their size. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
}

function head(flavour: Flavour, length: number): Uint8Array {
  const calls = new PickleWriter();
  for (const [module, name] of callsOf(flavour)) writeGlobal(calls, module, name);
  const callBytes = Buffer.concat(calls.sink.parts());
  const pickle = new PickleWriter();
  pickle.op(op.PROTO);
  pickle.op(4);
  pickle.string((marker + flavour).padEnd(headLength - callBytes.length - 5));
  pickle.op(op.POP);
  pickle.sink.bytes(callBytes);
  pickle.op(op.BINBYTES8);
  pickle.sink.uint64(length);
  return Buffer.concat(pickle.sink.parts());
}

function tail(flavour: Flavour): Uint8Array {
  return Uint8Array.from([...callsOf(flavour).flatMap(() => [op.TUPLE1, op.REDUCE]), op.STOP]);
}

/** The Python functions that are called on the stream, the last one first. */
function callsOf(flavour: Flavour): (readonly [string, string])[] {
  const read = [
    ['pyarrow.lib', 'RecordBatchReader.read_all'],
    ['pyarrow.ipc', 'open_stream']
  ] as const;
  if (flavour === 'pandas') return [['pyarrow.lib', 'Table.to_pandas'], ...read];
  return flavour === 'polars' ? [['polars', 'from_arrow'], ...read] : [...read];
}

/** Without memo, so that the head's length does not depend on anything else. */
function writeGlobal(pickle: PickleWriter, module: string, name: string): void {
  pickle.string(module);
  pickle.string(name);
  pickle.op(op.STACK_GLOBAL);
}
