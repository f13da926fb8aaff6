import type { Data, Field, Table } from 'apache-arrow';
import { Type, Vector } from 'apache-arrow';

/** A value as expected.json has it: integers and times (nanoseconds) as digits, bytes as 0x…, structs as lists, maps as lists of pairs. */
export type Canonical = null | boolean | number | string | readonly Canonical[];

/** A column as expected.json has it. */
export interface CanonicalColumn {
  readonly name: string;
  readonly type: CanonicalType;
  readonly values: readonly Canonical[];
}

/** A type as expected.json has it. */
export interface CanonicalType {
  readonly k: string;
  readonly [detail: string]: unknown;
}

/** A table's columns as expected.json has them, from its buffers. */
export function canonical(table: Table): CanonicalColumn[] {
  return table.schema.fields.map((field, at) => ({
    name: field.name,
    type: typeOf(field),
    values: table.batches.flatMap(batch => valuesOf(batch.data.children[at]))
  }));
}

function valuesOf(data: Data | undefined): Canonical[] {
  return data === undefined ? [] : Array.from({ length: data.length }, (_, index) => valueOf(data, index));
}

function valueOf(data: Data, index: number): Canonical {
  const { typeId } = data;
  if (typeId === Type.Null) return null;
  if (typeId === Type.Union) return unionValue(data, index);
  if (!data.getValid(index)) return null;
  const get = (): unknown => new Vector([data]).get(index);
  switch (typeId) {
    case Type.Bool:
      return get() as boolean;
    case Type.Int:
      return String(get());
    case Type.Float:
      return floatValue(get() as number);
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
      return get() as string;
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView:
    case Type.FixedSizeBinary:
      return `0x${Buffer.from(get() as Uint8Array).toString('hex')}`;
    case Type.Decimal:
      return decimalValue(data, index);
    case Type.Date:
      return new Date(Number(raw(data, index)) * (unitOf(data) === 0 ? 86_400_000 : 1)).toISOString().slice(0, 10);
    case Type.Time:
    case Type.Timestamp:
    case Type.Duration:
      return String(raw(data, index) * [1_000_000_000n, 1_000_000n, 1000n, 1n][unitOf(data)]!);
    case Type.Interval: {
      const bytes = data.values as Int32Array;
      const view = new DataView(bytes.buffer, bytes.byteOffset + index * 16);
      return [String(view.getInt32(0, true)), String(view.getInt32(4, true)), String(view.getBigInt64(8, true))];
    }
    case Type.FixedSizeList: {
      const size = Reflect.get(data.type, 'listSize') as number;
      return range(index * size, index * size + size).map(each => valueOf(data.children[0]!, each));
    }
    case Type.List:
    case Type.LargeList:
      return span(data, index).map(each => valueOf(data.children[0]!, each));
    case Type.Map:
      return span(data, index).map(each => data.children[0]!.children.map(child => valueOf(child, each)));
    case Type.Struct:
      return data.children.map(child => valueOf(child, index));
    case Type.Dictionary:
      return dictionaryValue(data, index);
    default:
      throw new Error(`no canonical form of ${String(data.type)}`);
  }
}

function raw({ values, type }: Data, index: number): bigint {
  const array = values as Int32Array | BigInt64Array;
  if (array instanceof BigInt64Array) return array[index]!;
  const isLong = type.typeId === Type.Date && Reflect.get(type, 'unit') === 1;
  return isLong ? new BigInt64Array(array.buffer as ArrayBuffer, array.byteOffset)[index]! : BigInt(array[index]!);
}

function unitOf({ type }: Data): number {
  return Reflect.get(type, 'unit') as number;
}

function floatValue(value: number): Canonical {
  return Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value);
}

function decimalValue({ values, type }: Data, index: number): string {
  const size = (Reflect.get(type, 'bitWidth') as number) / 8;
  const { buffer, byteOffset } = values as Uint32Array;
  const bytes = Buffer.from(buffer, byteOffset + index * size, size).reverse();
  const unsigned = BigInt(`0x${bytes.toString('hex')}`);
  const value = BigInt.asIntN(size * 8, unsigned);
  const scale = Reflect.get(type, 'scale') as number;
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
}

function span({ valueOffsets }: Data, index: number): number[] {
  return range(Number(valueOffsets[index]), Number(valueOffsets[index + 1]));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

function dictionaryValue(data: Data, index: number): Canonical {
  let place = Number((data.values as Int32Array)[index]);
  for (const chunk of data.dictionary!.data) {
    if (place < chunk.length) return valueOf(chunk, place);
    place -= chunk.length;
  }
  throw new Error('an index outside of the dictionary');
}

function unionValue(data: Data, index: number): Canonical {
  const places = Reflect.get(data.type, 'typeIdToChildIndex') as Record<number, number>;
  const child = data.children[places[data.typeIds[index]!]!]!;
  const isDense = Reflect.get(data.type, 'mode') === 1;
  return valueOf(child, isDense ? (data.valueOffsets as Int32Array)[index]! : index);
}

function typeOf(field: Field): CanonicalType {
  const name = field.metadata.get('ARROW:extension:name');
  return name === undefined ? plainType(field) : { k: 'ext', name, storage: plainType(field) };
}

function plainType({ type }: Field): CanonicalType {
  const of = (name: string): unknown => Reflect.get(type, name);
  const children = (of('children') ?? []) as Field[];
  const unit = ['s', 'ms', 'us', 'ns'][of('unit') as number];
  switch (type.typeId) {
    case Type.Null:
      return { k: 'null' };
    case Type.Bool:
      return { k: 'bool' };
    case Type.Int:
      return { k: 'int', bits: of('bitWidth'), signed: of('isSigned') };
    case Type.Float:
      return { k: 'float', bits: [16, 32, 64][of('precision') as number] };
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
      return { k: 'string' };
    case Type.Decimal:
      return { k: 'decimal', p: of('precision'), s: of('scale') };
    case Type.Date:
      return { k: 'date' };
    case Type.Time:
      return { k: 'time', unit };
    case Type.Timestamp:
      return { k: 'timestamp', unit, tz: of('timezone') ?? null };
    case Type.Duration:
      return { k: 'duration', unit };
    case Type.Interval:
      return { k: 'interval' };
    case Type.List:
    case Type.LargeList:
    case Type.FixedSizeList:
      return { k: 'list', item: typeOf(children[0]!) };
    case Type.Struct:
      return { k: 'struct', fields: children.map(each => [each.name, typeOf(each)]) };
    case Type.Map: {
      const [key, value] = children[0]!.type.children as [Field, Field];
      return { k: 'map', key: typeOf(key), value: typeOf(value) };
    }
    case Type.Union:
      return { k: 'union', fields: children.map(each => [each.name, typeOf(each)]) };
    case Type.Dictionary:
      return typeOf({ ...children[0], type: of('dictionary'), metadata: new Map() } as Field);
    default:
      return { k: 'binary' };
  }
}
