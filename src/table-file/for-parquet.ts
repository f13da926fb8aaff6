import type { Data, DataType, Dictionary, Field, Table, Vector } from 'apache-arrow';
import { columnWithLongDecimals } from '../artifact/arrow/decimal-range';
import type { Arrow } from '../artifact/arrow/library';
import { HeadwaterError } from '../errors';

/**
 * The table with types that Parquet has: seconds as milliseconds, dates of milliseconds as dates of days (as timestamps, where they have a
 * time), views as plain strings and bytes. The same table when all are such.
 * @throws HeadwaterError HW744 for what Parquet has no type for, or a table with two columns of one name
 */
export function forParquet(table: Table, arrow: Arrow): Table {
  refuseTwins(table);
  const { fields } = table.schema;
  for (const field of fields) refuseForeign(field.type, field.name, arrow);
  const long = columnWithLongDecimals(table, arrow);
  if (long !== null)
    throw refused(long, 'it has decimals with more digits than its type says, which would be cut off', 'Give its type a larger precision.');
  if (!fields.some(field => mustChange(field.type, arrow))) return table;
  const columns = fields.map((field, index) => converted(field, table.getChildAt(index), arrow));
  const schema = new arrow.Schema(
    fields.map((field, index) => new arrow.Field(field.name, columns[index]?.type ?? field.type, field.nullable, field.metadata)),
    table.schema.metadata
  );
  const plain = new arrow.Table(Object.fromEntries(columns.map((column, index) => [String(index), column])));
  return new arrow.Table(
    schema,
    plain.batches.map(
      batch =>
        new arrow.RecordBatch(
          schema,
          arrow.makeData({ type: new arrow.Struct(schema.fields), length: batch.numRows, children: batch.data.children })
        )
    )
  );
}

function refuseTwins({ schema }: Table): void {
  const names = schema.fields.map(field => field.name);
  const twin = names.find((name, index) => names.indexOf(name) < index);
  if (twin !== undefined) throw refused(twin, `two columns are called '${twin}', and readers find only one of them`, 'Rename one of them.');
}

/** @throws HeadwaterError HW744 for a type that Parquet lacks, here or inside */
function refuseForeign(type: DataType, path: string, arrow: Arrow): void {
  const { Type } = arrow;
  if (type.typeId === Type.Interval)
    throw refused(path, 'it is an interval of months, days and nanoseconds', 'Store months and days as numbers.');
  if (type.typeId === Type.Union) throw refused(path, 'it is a union of types', 'Make a column of each type.');
  const inner = childrenOf(type);
  if (type.typeId === Type.Struct && inner.length === 0) throw refused(path, 'it is a struct without fields', 'Leave it out.');
  const parts = [
    ...inner,
    ...(type.typeId === Type.Dictionary
      ? [{ name: 'its values', type: (type as { readonly dictionary?: DataType }).dictionary ?? type }]
      : [])
  ];
  for (const part of parts.filter(each => each.type !== type)) {
    const at = `${path}.${part.name}`;
    const convert = converterOf(part.type, arrow);
    if (convert === toDays || (type.typeId === Type.Dictionary && convert !== toPlain && mustChange(part.type, arrow)))
      throw refused(at, `it is ${String(part.type)} inside another column`, 'Make a column of it.');
    refuseForeign(part.type, at, arrow);
  }
}

/** Here or inside. */
function mustChange(type: DataType, arrow: Arrow): boolean {
  return converterOf(type, arrow) !== null || hasViews(type, arrow) || childrenOf(type).some(child => mustChange(child.type, arrow));
}

/** A dictionary of views. */
function hasViews(type: DataType, arrow: Arrow): type is Dictionary {
  return type.typeId === arrow.Type.Dictionary && converterOf((type as Dictionary).dictionary, arrow) === toPlain;
}

function childrenOf(type: DataType): readonly Field[] {
  return (Reflect.get(type, 'children') as readonly Field[] | null | undefined) ?? [];
}

type Converter = (data: Data, arrow: Arrow, column: Vector) => Data;

function converterOf(type: DataType, { Type, DateUnit, TimeUnit }: Arrow): Converter | null {
  const { unit } = type as { readonly unit?: number };
  if (type.typeId === Type.Date && unit === DateUnit.MILLISECOND) return toDays;
  if (type.typeId === Type.Time && unit === TimeUnit.SECOND) return timeToMilliseconds;
  if (type.typeId === Type.Timestamp && unit === TimeUnit.SECOND) return toMilliseconds;
  return type.typeId === Type.Utf8View || type.typeId === Type.BinaryView ? toPlain : null;
}

function converted(field: Field, column: Vector | null, arrow: Arrow): Vector {
  if (column === null) return arrow.makeVector(new Int8Array(0));
  return mustChange(field.type, arrow) ? new arrow.Vector(column.data.map(each => convertData(each, arrow, column))) : column;
}

function convertData(data: Data, arrow: Arrow, column: Vector): Data {
  const convert = converterOf(data.type, arrow);
  if (convert !== null) return convert(data, arrow, column);
  if (hasViews(data.type, arrow)) return plainDictionary(data, data.type, arrow);
  if (!mustChange(data.type, arrow)) return data;
  const children = data.children.map(child => convertData(child, arrow, column));
  return data.clone(typeWith(data.type, children, arrow), data.offset, data.length, data.nullCount, data.buffers, children);
}

function plainDictionary(data: Data, { indices, id, isOrdered }: Dictionary, arrow: Arrow): Data {
  const dictionary = new arrow.Vector((data.dictionary?.data ?? []).map(each => toPlain(each, arrow)));
  const type = new arrow.Dictionary(dictionary.type, indices, id, isOrdered);
  return arrow.makeData({ ...common(data), type, data: data.values as Int32Array, dictionary });
}

/** The same kind of type over children that have changed. */
function typeWith(type: DataType, children: readonly Data[], arrow: Arrow): DataType {
  const fields = childrenOf(type).map(
    (field, at) => new arrow.Field(field.name, children[at]?.type ?? field.type, field.nullable, field.metadata)
  );
  return Object.assign(Object.create(Object.getPrototypeOf(type) as object) as DataType, type, { children: fields });
}

const day = 86_400_000n;

/** Dates that have a time, against the format's word, are kept as timestamps. */
function toDays(data: Data, arrow: Arrow, column: Vector): Data {
  const found = longs(data);
  if (!column.data.every(hasWholeDays)) return arrow.makeData({ ...common(data), type: new arrow.TimestampMillisecond(), data: found });
  return arrow.makeData({ ...common(data), type: new arrow.DateDay(), data: Int32Array.from(found, each => Number(each / day)) });
}

function hasWholeDays(data: Data): boolean {
  return longs(data).every((each, index) => each % day === 0n || !data.getValid(index));
}

function timeToMilliseconds(data: Data, arrow: Arrow): Data {
  const found = data.values as Int32Array;
  return arrow.makeData({ ...common(data), type: new arrow.TimeMillisecond(), data: found.map(each => each * 1000) });
}

const farthest = 2n ** 63n / 1000n;

function toMilliseconds(data: Data, arrow: Arrow): Data {
  const found = longs(data).map((each, index) => (data.getValid(index) ? each : 0n));
  if (found.some(each => each > farthest || each < -farthest))
    throw refused('of seconds', 'a time in seconds does not fit into milliseconds', 'Store such times as integers.');
  const { timezone } = data.type as { readonly timezone?: string | null };
  return arrow.makeData({ ...common(data), type: new arrow.TimestampMillisecond(timezone ?? null), data: found.map(each => each * 1000n) });
}

/** A slice of views cannot be written: the bytes that they look at are not known to it. */
function toPlain(data: Data, arrow: Arrow): Data {
  const type = data.typeId === arrow.Type.Utf8View ? new arrow.Utf8() : new arrow.Binary();
  const [plain] = arrow.vectorFromArray([...new arrow.Vector([data])], type).data;
  return plain ?? data;
}

/** Dates may be kept as pairs of 32-bit integers. */
function longs({ values }: Data): BigInt64Array {
  const { buffer, byteOffset, byteLength } = values as ArrayBufferView;
  return new BigInt64Array(buffer as ArrayBuffer, byteOffset, byteLength / 8);
}

function common(data: Data): { length: number; nullCount: number; nullBitmap: Uint8Array; offset: number } {
  return { length: data.length, nullCount: data.nullCount, nullBitmap: data.nullBitmap, offset: data.offset };
}

function refused(path: string, why: string, hint: string): HeadwaterError {
  return new HeadwaterError('HW744', `The column ${path} cannot be written as Parquet: ${why}.`, { about: path, hint });
}
