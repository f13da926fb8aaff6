import type { Data, DataType, Field, Vector } from 'apache-arrow';
import type { Arrow } from '../artifact/arrow/library';
import { dateText, durationText, intervalText, timeText, timestampText } from './time-text';

/** A number as it must be written: digits that a JavaScript number may not hold. */
export class Digits {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a cell of a table says, exactly, in what text formats have: times are ISO texts, bytes base64, maps lists of pairs, structs lists of named values. */
export type PlainValue = null | boolean | number | string | Digits | readonly PlainValue[] | Fields;

/** A struct's values by name, in the order of its fields. */
export class Fields {
  readonly entries: readonly (readonly [string, PlainValue])[];

  constructor(entries: readonly (readonly [string, PlainValue])[]) {
    this.entries = entries;
  }
}

/** Gives the value at an index of a column's chunk. */
export type Reader = (index: number) => PlainValue;

/** A reader of a chunk: made once, as types are the same for all its values. */
export function readerOf(data: Data, arrow: Arrow): Reader {
  const read = validReader(data, arrow);
  return data.typeId === arrow.Type.Union || data.typeId === arrow.Type.Null ? read : index => (data.getValid(index) ? read(index) : null);
}

function validReader(data: Data, arrow: Arrow): Reader {
  const { Type } = arrow;
  const column: Vector = new arrow.Vector([data]);
  switch (data.typeId) {
    case Type.Null:
      return () => null;
    case Type.Int:
    case Type.Float:
      return index => numberOf(column.get(index));
    case Type.Decimal:
      return decimalReader(data);
    case Type.Date:
      return scaled(data, unitOf(data) === arrow.DateUnit.DAY ? dateText : each => timestampText(each, 1, null));
    case Type.Timestamp:
      return scaled(data, each => timestampText(each, unitOf(data), zoneOf(data)));
    case Type.Time:
      return scaled(data, each => timeText(each, unitOf(data)));
    case Type.Duration:
      return scaled(data, each => durationText(each, unitOf(data)));
    case Type.Interval:
      return index => intervalText(column.get(index) as Int32Array, unitOf(data));
    case Type.List:
    case Type.LargeList:
    case Type.FixedSizeList:
      return listReader(column, arrow);
    case Type.Struct:
      return structReader(data, arrow);
    case Type.Map:
      return mapReader(column, arrow);
    default:
      return data.typeId === Type.Dictionary ? dictionaryReader(data, arrow) : index => plainOf(column.get(index));
  }
}

/** Texts, bytes and booleans. */
function plainOf(value: unknown): PlainValue {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  if (typeof value === 'bigint' || typeof value === 'number') return numberOf(value);
  return typeof value === 'boolean' || typeof value === 'string' ? value : null;
}

function numberOf(value: unknown): PlainValue {
  return typeof value === 'bigint' ? new Digits(String(value)) : (value as number);
}

function decimalReader(data: Data): Reader {
  const scale = Number(Reflect.get(data.type, 'scale'));
  const bitWidth = Number(Reflect.get(data.type, 'bitWidth'));
  const { buffer, byteOffset } = data.values as ArrayBufferView;
  const size = bitWidth / 8;
  const view = new DataView(buffer, byteOffset);
  return index => new Digits(decimalText(signed(view, index * size, size), scale));
}

function signed(view: DataView, at: number, size: number): bigint {
  if (size === 4) return BigInt(view.getInt32(at, true));
  let value = view.getBigInt64(at + size - 8, true);
  for (let word = size - 16; word >= 0; word -= 8) value = (value << 64n) | view.getBigUint64(at + word, true);
  return value;
}

function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Values as stored, before Arrow's own accessors round them. */
function scaled(data: Data, text: (value: bigint) => string): Reader {
  const values = data.values as Int32Array | BigInt64Array;
  if (values instanceof BigInt64Array) return index => text(values[index] ?? 0n);
  if (values.length < data.length * 2 || bitsOf(data.type) === 32) return index => text(BigInt(values[index] ?? 0));
  const longs = new BigInt64Array(values.buffer as ArrayBuffer, values.byteOffset, data.length);
  return index => text(longs[index] ?? 0n);
}

/** Dates of milliseconds are kept as pairs of 32-bit integers. */
function bitsOf(type: DataType): number | null {
  return (type as { readonly bitWidth?: number }).bitWidth ?? null;
}

function unitOf({ type }: Data): number {
  return Number(Reflect.get(type, 'unit'));
}

function zoneOf({ type }: Data): string | null {
  return (type as { readonly timezone?: string | null }).timezone ?? null;
}

function listReader(column: Vector, arrow: Arrow): Reader {
  return index => {
    const items = column.get(index) as Vector;
    return items.data.flatMap(data => readAll(data, arrow));
  };
}

function readAll(data: Data, arrow: Arrow): PlainValue[] {
  const read = readerOf(data, arrow);
  return Array.from({ length: data.length }, (_, index) => read(index));
}

function structReader(data: Data, arrow: Arrow): Reader {
  const fields = data.type.children as readonly Field[];
  const readers = data.children.map(child => readerOf(child, arrow));
  return index => new Fields(fields.map((field, at) => [field.name, readers[at]?.(index) ?? null] as const));
}

/** A map's entries are a struct of key and value. */
function mapReader(column: Vector, arrow: Arrow): Reader {
  const [data] = column.data;
  const [entries] = data?.children ?? [];
  if (data === undefined || entries === undefined) return () => null;
  const read = structReader(entries, arrow);
  return index => {
    const [from = 0, to = 0] = [Number(data.valueOffsets[index]), Number(data.valueOffsets[index + 1])];
    return Array.from({ length: to - from }, (_, at) => valuesOf(read(from + at)));
  };
}

function valuesOf(pair: PlainValue): PlainValue {
  return pair instanceof Fields ? pair.entries.map(([, value]) => value) : null;
}

function dictionaryReader(data: Data, arrow: Arrow): Reader {
  const readers = (data.dictionary?.data ?? []).map(chunk => ({ read: readerOf(chunk, arrow), length: chunk.length }));
  const indexes = data.values as Int32Array;
  return index => {
    let place = Number(indexes[index]);
    for (const { read, length } of readers) {
      if (place < length) return read(place);
      place -= length;
    }
    return null;
  };
}
