import * as arrow from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { gatherRows } from '../../../src/server/tables/gather';
import { sortColumn } from '../../../src/server/tables/sort-column';

const { vectorFromArray } = arrow;

/** The values in the order that the rows give, by Arrow's own reading. */
function sorted(column: arrow.Vector, descending = false): unknown[] {
  return [...sortColumn(arrow, 'c', column, descending)].map(row => column.get(row) as unknown);
}

/** A sequence that looks like chance but is the same each time: Park and Miller's. */
function numbers(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => (state = (state * 48271) % 2147483647));
}

const byValue = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('sorting a column', () => {
  it.each([
    ['Float64', new arrow.Float64(), [0, -0.5, 1e300, -1e300, Infinity, -Infinity, 5e-324, -5e-324, 3, 2, 1]],
    ['Float32', new arrow.Float32(), [0, -0.5, 1.5, -2.5, Infinity, -Infinity, 3]],
    ['Int8', new arrow.Int8(), [0, -128, 127, -1, 1]],
    ['Uint8', new arrow.Uint8(), [0, 255, 128, 127]],
    ['Int32', new arrow.Int32(), [0, -2147483648, 2147483647, -1, 1]],
    ['Uint32', new arrow.Uint32(), [0, 4294967295, 2147483648, 1]],
    ['Int64', new arrow.Int64(), [0n, -(2n ** 63n), 2n ** 63n - 1n, -1n, 1n, 2n ** 32n, -(2n ** 32n)]],
    ['Uint64', new arrow.Uint64(), [0n, 2n ** 64n - 1n, 2n ** 63n, 1n]],
    ['Bool', new arrow.Bool(), [true, false, true, false]]
  ] as [string, arrow.DataType, (number | bigint | boolean)[]][])('goes by value: %s', (_, type, values) => {
    const column = vectorFromArray(values, type);
    expect(sorted(column)).toEqual([...values].sort(byValue));
    expect(sorted(column, true)).toEqual([...values].sort(byValue).reverse());
  });

  it('sorts halves by value', () => {
    const values = [0, -0.5, 1.5, 65504, -65504, 2 ** -24, Infinity, -Infinity];
    const column = vectorFromArray(values, new arrow.Float16());
    expect([...column]).toEqual(values);
    expect(sorted(column)).toEqual([...values].sort(byValue));
  });

  it('sorts moments and dates by time, before 1970 too', () => {
    const times = [0, 1e12, -1e12, 86_400_000, -86_400_000];
    for (const type of [new arrow.TimestampMillisecond(), new arrow.DateMillisecond(), new arrow.DateDay()]) {
      const column = vectorFromArray(
        times.map(each => new Date(each)),
        type
      );
      const expected = [...column].map(Number).sort(byValue);
      expect(sorted(column).map(Number)).toEqual(expected);
    }
  });

  it('puts what is missing and NaN last, in either direction', () => {
    const column = vectorFromArray([3, null, NaN, -1, null, 2], new arrow.Float64());
    expect(sorted(column)).toEqual([-1, 2, 3, null, NaN, null]);
    expect(sorted(column, true)).toEqual([3, 2, -1, null, NaN, null]);
  });

  it('keeps equal values in the order of their rows, in either direction', () => {
    const column = vectorFromArray([2, 1, 2, 1, 2], new arrow.Int32());
    expect([...sortColumn(arrow, 'c', column, false)]).toEqual([1, 3, 0, 2, 4]);
    expect([...sortColumn(arrow, 'c', column, true)]).toEqual([0, 2, 4, 1, 3]);
    const texts = vectorFromArray(['b', 'a', 'b', 'a', 'b'], new arrow.Utf8());
    expect([...sortColumn(arrow, 'c', texts, true)]).toEqual([0, 2, 4, 1, 3]);
  });

  it('sorts many numbers as a comparison would', () => {
    const values = numbers(70_000, 11).map(each => each / 1000 - 1e6);
    expect(sorted(vectorFromArray(values, new arrow.Float64()))).toEqual([...values].sort(byValue));
  });

  it('sorts texts by their code points, long common beginnings, empty ones and zeros included', () => {
    const words = ['', 'a', 'a\0', 'a\0b', 'aaaaaaaa', 'aaaaaaaab', 'aaaaaaaaaaaaaaaa', 'é', 'z', 'Z', '😀', 'a long common beginning '];
    const values = numbers(3000, 5).map(each => `${words[each % words.length] ?? ''}${each % 3 === 0 ? each % 50 : ''}`);
    const column = vectorFromArray(values, new arrow.Utf8());
    expect(sorted(column)).toEqual([...values].sort(byBytes));
    expect(sorted(column, true)).toEqual([...values].sort(byBytes).reverse());
  });

  it('sorts thousands of equal long texts without end', () => {
    const values = Array.from({ length: 5000 }, () => 'the same, again and again '.repeat(40));
    expect([...sortColumn(arrow, 'c', vectorFromArray(values, new arrow.Utf8()), false)]).toEqual(values.map((_, at) => at));
  });

  it('sorts a column of several parts, and of a dictionary', () => {
    const parts = [[3, 1], [2], [0, 5]].map(values => new arrow.Table({ c: vectorFromArray(values, new arrow.Int32()) }));
    const table = parts.reduce((all, part) => all.concat(part));
    expect(sorted(table.getChild('c') as arrow.Vector)).toEqual([0, 1, 2, 3, 5]);
    expect(sorted(vectorFromArray(['pear', 'apple', 'pear', 'fig']))).toEqual(['apple', 'fig', 'pear', 'pear']);
  });

  it('refuses what has no order', () => {
    const lists = vectorFromArray([[1], [2]], new arrow.List(new arrow.Field('item', new arrow.Int32())));
    expect(() => sortColumn(arrow, 'lists', lists, false)).toThrow(expect.objectContaining({ code: 'HW619', about: 'lists' }));
  });
});

describe('rows in any order', () => {
  const table = new arrow.Table({
    number: vectorFromArray([1.5, null, 3, 4], new arrow.Float64()),
    big: vectorFromArray([1n, 2n, null, 2n ** 62n], new arrow.Int64()),
    text: vectorFromArray(['a', 'bc', null, ''], new arrow.Utf8()),
    flag: vectorFromArray([true, null, false, true], new arrow.Bool()),
    word: vectorFromArray(['x', 'y', 'x', null]),
    list: vectorFromArray([[1, 2], [], null, [3]], new arrow.List(new arrow.Field('item', new arrow.Int32(), true))),
    pair: vectorFromArray(
      [
        { a: 1, b: 'x' },
        { a: 2, b: 'y' },
        { a: 3, b: 'z' },
        { a: 4, b: '' }
      ],
      new arrow.Struct([new arrow.Field('a', new arrow.Int32()), new arrow.Field('b', new arrow.Utf8())])
    )
  });

  const text = (rows: Iterable<unknown>): string[] => [...rows].map(String);

  it('are what the table has there, and stay so on the wire', () => {
    const order = [3, 0, 2, 1, 0];
    const taken = gatherRows(arrow, table, Uint32Array.from(order));
    const read = arrow.tableFromIPC(arrow.tableToIPC(taken, 'stream'));
    const expected = order.map(row => String(table.get(row)));
    expect(text(taken)).toEqual(expected);
    expect(text(read)).toEqual(expected);
    expect(String(read.schema)).toBe(String(table.schema));
  });

  it('may come from a slice of a table of several parts', () => {
    const longer = table.concat(table).slice(1, 7);
    const taken = gatherRows(arrow, longer, Uint32Array.from([5, 0, 4]));
    expect(text(taken)).toEqual([5, 0, 4].map(row => String(longer.get(row))));
  });

  it('may be none', () => {
    expect(gatherRows(arrow, table, new Uint32Array(0)).numRows).toBe(0);
  });
});
