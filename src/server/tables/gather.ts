import type { Data, DataType, RecordBatch, Table, Vector } from 'apache-arrow';
import type { Arrow } from '../../artifact/arrow/library';
import { bytesAt, chunkFinder, chunksOf } from './column';

/** Some rows of a table, in the order given, exactly as they are: nothing is converted. */
export function gatherRows(arrow: Arrow, table: Table, rows: Uint32Array): Table {
  const columns = table.schema.fields.map((_, at) => {
    const column = table.getChildAt(at);
    return column === null ? null : gatherColumn(arrow, column, rows);
  });
  const whole = columns.filter(each => each !== null);
  if (whole.length < columns.length || rows.length === 0) return rowByRow(arrow, table, rows);
  return new arrow.Table(table.schema, [batchOf(arrow, table, whole, rows.length)]);
}

function batchOf(arrow: Arrow, { schema }: Table, children: Data[], length: number): RecordBatch {
  return new arrow.RecordBatch(schema, arrow.makeData({ type: new arrow.Struct(schema.fields), length, nullCount: 0, children }));
}

/** Values of a nested type are taken along as they lie: a batch for each row. */
function rowByRow(arrow: Arrow, table: Table, rows: Uint32Array): Table {
  const batches = [...rows].flatMap(row => table.slice(row, row + 1).batches);
  return new arrow.Table(table.schema, batches.length > 0 ? batches : table.slice(0, 0).batches);
}

/** Null for a type whose values do not lie in one piece. */
function gatherColumn(arrow: Arrow, column: Vector, rows: Uint32Array): Data | null {
  const { DataType } = arrow;
  const { type } = column;
  const valid = validity(column, rows);
  if (isVariable(arrow, type)) return gatherBytes(arrow, column, rows, valid);
  if (DataType.isBool(type)) return gatherBits(arrow, column, rows, valid);
  if (DataType.isList(type)) return gatherLists(arrow, column, rows, valid);
  if (DataType.isStruct(type)) return gatherStructs(arrow, column, rows, valid);
  if (DataType.isDictionary(type) && new Set(column.data.map(each => each.dictionary)).size > 1) return null;
  return isFixed(arrow, type) ? gatherFixed(arrow, column, rows, valid) : null;
}

interface Validity {
  readonly nullBitmap: Uint8Array;
  readonly nullCount: number;
}

function validity(column: Vector, rows: Uint32Array): Validity {
  const find = chunkFinder(chunksOf(column));
  const nullBitmap = new Uint8Array((rows.length + 7) >> 3);
  let nullCount = 0;
  rows.forEach((row, at) => {
    const chunk = find(row);
    if (chunk?.data.getValid(row - chunk.start) === true) nullBitmap[at >> 3] = (nullBitmap[at >> 3] ?? 0) | (1 << (at & 7));
    else nullCount += 1;
  });
  return { nullBitmap, nullCount };
}

function isVariable({ DataType }: Arrow, type: DataType): boolean {
  return DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isBinary(type) || DataType.isLargeBinary(type);
}

function isFixed({ DataType }: Arrow, type: DataType): boolean {
  return (
    DataType.isInt(type) ||
    DataType.isFloat(type) ||
    DataType.isDecimal(type) ||
    DataType.isDate(type) ||
    DataType.isTime(type) ||
    DataType.isTimestamp(type) ||
    DataType.isDuration(type) ||
    DataType.isInterval(type) ||
    DataType.isFixedSizeBinary(type) ||
    DataType.isDictionary(type)
  );
}

type Values = Uint8Array & { constructor: new (length: number) => Values };

function gatherFixed(arrow: Arrow, column: Vector, rows: Uint32Array, valid: Validity): Data | null {
  const chunks = chunksOf(column);
  const first = chunks[0]?.data;
  if (first === undefined) return null;
  const { stride } = first;
  const width = stride * (first.values as Values).BYTES_PER_ELEMENT;
  const find = chunkFinder(chunks);
  const values = new (first.values as Values).constructor(rows.length * stride);
  const bytes = new Uint8Array(values.buffer);
  rows.forEach((row, at) => {
    const chunk = find(row);
    if (chunk === undefined) return;
    const { buffer, byteOffset } = chunk.data.values as Values;
    bytes.set(new Uint8Array(buffer, byteOffset + (row - chunk.start) * width, width), at * width);
  });
  const { type } = column;
  if (!arrow.DataType.isDictionary(type)) return arrow.makeData({ type, length: rows.length, ...valid, data: values });
  return first.dictionary === undefined
    ? null
    : arrow.makeData({ type, length: rows.length, ...valid, data: values, dictionary: first.dictionary });
}

function gatherBits(arrow: Arrow, column: Vector, rows: Uint32Array, valid: Validity): Data {
  const find = chunkFinder(chunksOf(column));
  const bits = new Uint8Array((rows.length + 7) >> 3);
  rows.forEach((row, at) => {
    const chunk = find(row);
    if (chunk === undefined) return;
    const place = chunk.data.offset + row - chunk.start;
    const isSet = ((((chunk.data.values as Uint8Array)[place >> 3] ?? 0) >> (place & 7)) & 1) === 1;
    if (isSet) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
  });
  return arrow.makeData({ type: new arrow.Bool(), length: rows.length, ...valid, data: bits });
}

function gatherBytes(arrow: Arrow, column: Vector, rows: Uint32Array, valid: Validity): Data {
  const find = chunkFinder(chunksOf(column));
  const isPresent = (at: number): boolean => (((valid.nullBitmap[at >> 3] ?? 0) >> (at & 7)) & 1) === 1;
  const pieces = Array.from(rows, (row, at) => {
    const chunk = find(row);
    return chunk === undefined || !isPresent(at) ? none : bytesAt(chunk.data, row - chunk.start);
  });
  const data = Buffer.concat(pieces);
  const offsets = new BigInt64Array(rows.length + 1);
  pieces.forEach((piece, at) => (offsets[at + 1] = (offsets[at] ?? 0n) + BigInt(piece.length)));
  const { type } = column;
  const isLarge = arrow.DataType.isLargeUtf8(type) || arrow.DataType.isLargeBinary(type);
  const valueOffsets = isLarge ? offsets : Int32Array.from(offsets, Number);
  return arrow.makeData({
    type: type as import('apache-arrow').Utf8,
    length: rows.length,
    ...valid,
    data,
    valueOffsets: valueOffsets as Int32Array
  });
}

const none = new Uint8Array();

/** The lists' elements lie one after the other in a column of their own. */
function gatherLists(arrow: Arrow, column: Vector, rows: Uint32Array, valid: Validity): Data | null {
  const elements = childColumn(arrow, column, 0);
  if (elements === null) return null;
  const starts = new Map(chunksOf(elements.column).map(({ data, start }) => [data, start]));
  const find = chunkFinder(chunksOf(column));
  const wanted: number[] = [];
  const valueOffsets = new Int32Array(rows.length + 1);
  rows.forEach((row, at) => {
    const chunk = find(row);
    const child = chunk?.data.children[0];
    if (chunk !== undefined && child !== undefined && chunk.data.getValid(row - chunk.start)) {
      const [from, to] = [chunk.data.valueOffsets[row - chunk.start] ?? 0, chunk.data.valueOffsets[row - chunk.start + 1] ?? 0];
      for (let each = from; each < to; each++) wanted.push((starts.get(child) ?? 0) + each);
    }
    valueOffsets[at + 1] = wanted.length;
  });
  const child = gatherColumn(arrow, elements.column, Uint32Array.from(wanted));
  const type = column.type as import('apache-arrow').List;
  return child === null ? null : arrow.makeData({ type, length: rows.length, ...valid, valueOffsets, child: child as Data<never> });
}

function gatherStructs(arrow: Arrow, column: Vector, rows: Uint32Array, valid: Validity): Data | null {
  const type = column.type as import('apache-arrow').Struct;
  const children = type.children.map((_, at) => {
    const child = childColumn(arrow, column, at);
    return child === null ? null : gatherColumn(arrow, child.column, rows);
  });
  const whole = children.filter(each => each !== null);
  return whole.length < children.length ? null : arrow.makeData({ type, length: rows.length, ...valid, children: whole });
}

/** A child of all chunks of a column, as a column; null when there is none. */
function childColumn(arrow: Arrow, column: Vector, at: number): { readonly column: Vector } | null {
  const parts = column.data.flatMap(data => data.children[at] ?? []);
  return parts.length === 0 ? null : { column: new arrow.Vector(parts) };
}
