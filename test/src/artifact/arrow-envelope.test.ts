import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  Bool,
  type Data,
  type DataType,
  Decimal,
  Dictionary,
  Field,
  Int32,
  IntervalDayTime,
  List,
  makeData,
  makeVector,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromArrays,
  TimestampMillisecond,
  Utf8,
  vectorFromArray,
  Vector
} from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { encodeEnvelope, isEnvelope } from '../../../src/artifact/arrow-envelope';
import { decodeValue } from '../../../src/artifact/decode-value';
import type { EncodedValue } from '../../../src/artifact/artifact';
import { encodeValue, encodeVariables } from '../../../src/artifact/encode-variables';
import { bytesOf, cellContext, roundTrip } from './cell-context';

const code = cellContext();

function rowsOf(table: Table): unknown[] {
  return table
    .toArray()
    .map(row => JSON.parse(JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))) as unknown);
}

/** The table again, once it is clear that storing it again gives the same bytes. */
function reload(table: Table): Table {
  const { value, bytes, again } = roundTrip(table, code);
  expect(again.equals(bytes)).toBe(true);
  return value as Table;
}

const numbers = tableFromArrays({
  x: Float64Array.from([1, 2.5, NaN]),
  i: Int32Array.from([1, 2, 3]),
  big: BigInt64Array.from([1n, 2n, -3n])
});
const texts = tableFromArrays({ s: ['a', null, 'žluť'], n: [1, null, 3] });

describe('the layout of an envelope', () => {
  const bytes = bytesOf(numbers, code);

  it('is a protocol-4 pickle with the length of a bytes at 247 and the stream at 256', () => {
    expect([...bytes.subarray(0, 2)]).toEqual([0x80, 0x04]);
    expect(bytes[247]).toBe(0x8e);
    const length = Number(bytes.readBigUInt64LE(248));
    // An Arrow stream begins with a continuation marker and ends with an end-of-stream marker.
    expect(bytes.readUInt32LE(256)).toBe(0xffffffff);
    expect(bytes.subarray(256 + length - 8, 256 + length).toString('hex')).toBe('ffffffff00000000');
    expect(bytes.subarray(256 + length).toString('latin1')).toBe('\x85R\x85R\x85R.');
  });

  it('is told by its head, and stored uncompressed', () => {
    expect(isEnvelope(bytes)).toBe(true);
    expect(isEnvelope(bytesOf([1, 2], code))).toBe(false);
    expect(encodeValue('t', numbers, code)).toMatchObject({ raw: true, pythonType: "<class 'pandas.DataFrame'>", summary: 'Table 3 × 3' });
  });

  it('has every buffer at a multiple of 64 bytes, and not copied', () => {
    const values = new Float64Array(100_000).fill(0.5);
    const table = new Table({ values: vectorFromArray(values) });
    const own = table.getChildAt(0)?.data[0]?.values as Float64Array;
    const parts = encodeEnvelope(table);
    expect(parts.some(part => part.buffer === own.buffer)).toBe(true);
    let offset = 0;
    for (const part of parts) {
      if (part.length > 1000) expect(offset % 64).toBe(0);
      offset += part.length;
    }
  });
});

describe('tables come back', () => {
  const schema = new Schema(
    [new Field('b', new Bool(), true), new Field('l', new List(new Field('item', new Int32())), true)],
    new Map([['pandas', '{"index_columns": []}']])
  );
  const nested = new Table(schema);
  it.each([
    ['numbers', numbers],
    ['texts with nulls', texts],
    ['no rows', numbers.slice(0, 0)],
    ['no rows from the start', tableFromArrays({ a: new Float64Array(0) })],
    ['several batches', numbers.concat(numbers.slice(1))],
    ['a slice', texts.slice(1, 3)],
    ['a dictionary column', new Table({ d: vectorFromArray(['lo', 'hi', 'lo', null], new Dictionary(new Utf8(), new Int32())) })],
    ['lists and structs', new Table({ l: vectorFromArray([[1, 2], [], null], new List(new Field('item', new Int32(), true))), s: vectorFromArray([{ a: 1, b: 'x' }, { a: 2, b: 'y' }, { a: 3, b: 'z' }]) })], // prettier-ignore
    ['an empty nested schema with metadata', nested]
  ])('with %s', (_, table) => {
    const loaded = reload(table);
    expect(rowsOf(loaded)).toEqual(rowsOf(table));
    expect(loaded.schema.fields.map(String)).toEqual(table.schema.fields.map(String));
    expect(loaded.schema.metadata).toEqual(table.schema.metadata);
  });

  it('with no columns', () => {
    expect(reload(new Table()).numCols).toBe(0);
  });

  it('with dictionaries that differ from batch to batch', () => {
    const type = new Dictionary(new Utf8(), new Int32(), 7);
    const part = (words: string[]): Table => new Table({ d: vectorFromArray(words, type) });
    const table = part(['a', 'b']).concat(part(['c', 'a']));
    expect(rowsOf(reload(table))).toEqual([{ d: 'a' }, { d: 'b' }, { d: 'c' }, { d: 'a' }]);
  });

  it('with a buffer for each column, as a table that was just made has, and nothing else in it', () => {
    const made = new Table({ x: makeVector(Float64Array.of(1, 2, 3)), n: makeVector(Int32Array.of(4, 5, 6)) });
    const loaded = reload(made) as typeof made;
    for (const name of ['x', 'n'] as const) {
      const [was, is] = [made, loaded].map(table => table.getChild(name)?.toArray() as Float64Array | Int32Array);
      expect(is).toEqual(was);
      expect([is?.byteOffset, is?.buffer.byteLength]).toEqual([was?.byteOffset, was?.buffer.byteLength]);
    }
    expect([...new Float64Array((loaded.getChild('x')?.toArray() as Float64Array).buffer)]).toEqual([1, 2, 3]);
  });

  it('from bytes at an odd place', () => {
    const bytes = bytesOf(numbers, code);
    const odd = new Uint8Array(bytes.length + 1).subarray(1);
    odd.set(bytes);
    expect(rowsOf(decodeValue(odd, code) as Table)).toEqual(rowsOf(numbers));
  });
});

describe('Arrow inside other values', () => {
  it('keeps tables, vectors and batches, and which of them are the same', () => {
    const value = { table: texts, again: texts, column: texts.getChild('n'), batch: numbers.batches[0] };
    const { value: loaded, bytes, again } = roundTrip(value, code);
    const { table, again: same, column, batch } = loaded as typeof value;
    expect(again.equals(bytes)).toBe(true);
    expect(rowsOf(table)).toEqual(rowsOf(texts));
    expect(same).toBe(table);
    expect(column).toBeInstanceOf(Vector);
    expect(column?.toJSON()).toEqual([1, null, 3]);
    expect(batch).toBeInstanceOf(RecordBatch);
    expect(batch?.numRows).toBe(3);
  });

  it('is aligned there as well', () => {
    const bytes = bytesOf([{ some: 'text' }, numbers], code);
    const stream = bytes.indexOf(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    expect(stream % 64).toBe(0);
  });
});

describe('another copy of apache-arrow', () => {
  it("stores its tables, and decodes to the copy that the user's code imports", () => {
    const other = loadAgain();
    const table = other.tableFromArrays({ x: Float64Array.from([1, 2]) });
    expect(Object.getPrototypeOf(table)).not.toBe(Table.prototype);
    const own = { ...code, arrow: () => other };
    const { value } = roundTrip({ table }, own);
    expect(Object.getPrototypeOf((value as { table: unknown }).table)).toBe(other.Table.prototype);
    expect(rowsOf(decodeValue(bytesOf(table, own), code) as Table)).toEqual([{ x: 1 }, { x: 2 }]);
  });
});

/** apache-arrow loaded a second time, as a copy in another folder would be. */
function loadAgain(): typeof import('apache-arrow') {
  const before = Object.entries(require.cache).filter(([file]) => file.includes('apache-arrow'));
  for (const [file] of before) Reflect.deleteProperty(require.cache, file);
  const other = require('apache-arrow') as typeof import('apache-arrow');
  for (const [file] of Object.entries(require.cache).filter(([name]) => name.includes('apache-arrow')))
    Reflect.deleteProperty(require.cache, file);
  for (const [file, module] of before) require.cache[file] = module;
  return other;
}

describe('columns of one name', () => {
  // The same copy of apache-arrow as the code's: of a CommonJS module.
  const arrow = createRequire(__filename)('apache-arrow') as typeof import('apache-arrow');
  const file = readFileSync(path.join(import.meta.dirname, '../../fixtures/table-files/ipc/dup_names.arrow'));

  it('keep the types of their own, however the table was made, and when it is stored again', () => {
    const columns = [arrow.vectorFromArray([1n, 2n], new arrow.Int64()), arrow.vectorFromArray(['x', 'y'], new arrow.Utf8())];
    const schema = new arrow.Schema(columns.map(column => new arrow.Field('d', column.type, true)));
    const children = columns.flatMap(column => column.data as readonly Data[]);
    const made = new arrow.Table([
      new arrow.RecordBatch(schema, arrow.makeData({ type: new arrow.Struct(schema.fields), length: 2, children: [...children] }))
    ]);
    for (const table of [arrow.tableFromIPC(file), made]) {
      const { parts, key } = encodeValue('t', table, code);
      const back = decodeValue(Buffer.concat(parts), code) as Table;
      expect(back.schema.fields.map(field => `${field.name} ${String(field.type)}`)).toEqual(['d Int64', 'd Utf8']);
      expect([0, 1].map(at => [...(back.getChildAt(at) ?? [])])).toEqual([
        [1n, 2n],
        ['x', 'y']
      ]);
      expect(encodeValue('t', back, code).key).toBe(key);
    }
  });
});

describe('a table that is to be kept as Parquet', () => {
  const encode = (table: Table): EncodedValue => encodeVariables(new Map([['t', table]]), code, 'parquet').groups[0]!.values['t']!;

  it('is Parquet, comes back with its very types and values, and gives the same bytes again', () => {
    const table = new Table({
      city: vectorFromArray(['A', null, 'B', 'A'], new Dictionary(new Utf8(), new Int32())),
      pairs: vectorFromArray([[1, 2], [], null, [3]], new List(new Field('item', new Int32(), true))),
      ok: vectorFromArray([true, null, false, true], new Bool()),
      at: vectorFromArray([0, null, 2, 3], new TimestampMillisecond('UTC'))
    });
    const encoded = encode(table);
    const bytes = Buffer.concat(encoded.parts);
    expect(encoded.notParquet).toBeUndefined();
    expect(bytes.includes('PAR1')).toBe(true);
    const back = decodeValue(bytes, code) as Table;
    expect(back.schema.fields.map(String)).toEqual(table.schema.fields.map(String));
    expect(rowsOf(back)).toEqual(rowsOf(table));
    expect(encode(back).key).toBe(encoded.key);
  });

  const fixed = (type: DataType, data: ArrayBufferView): Vector =>
    makeVector(makeData({ type, length: 1, data } as Parameters<typeof makeData>[0]));
  const fine = vectorFromArray([1], new Int32());
  it.each([
    ['an interval', 'at', new Table({ fine, at: fixed(new IntervalDayTime(), Int32Array.of(1, 2)) })],
    ['a struct without fields', 's', new Table({ fine, s: fixed(new Struct([]), new Int8Array(0)) })],
    ['a decimal of more digits than its type', 'd', new Table({ fine, d: fixed(new Decimal(2, 5, 128), Uint32Array.of(0, 9, 0, 0)) })]
  ])('is kept as Arrow when it has %s, with the column and why', (_, column, table) => {
    const encoded = encode(table);
    expect(encoded.notParquet).toContain(`column '${column}'`);
    expect(Buffer.concat(encoded.parts).includes('PAR1')).toBe(false);
    expect(rowsOf(decodeValue(Buffer.concat(encoded.parts), code) as Table)).toEqual(rowsOf(table));
  });
});
