import * as arrow from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { PythonObject } from '../../../src/artifact/decode/python-values';
import { tableOfValue } from '../../../src/table-file/table-of-value';

function typesOf(value: unknown): string[] {
  return tableOfValue(value, "'t'", arrow).schema.fields.map(String);
}

function rowsOf(value: unknown): unknown[] {
  return tableOfValue(value, "'t'", arrow)
    .toArray()
    .map(row => (row as { toJSON(): unknown }).toJSON());
}

describe('a value as a table', () => {
  it('may be a list of records: what one of them lacks is null', () => {
    const records = [
      { id: 1, x: 0.5, name: 'a', ok: true, at: new Date(5), big: 2n ** 60n, none: null },
      { id: -2, x: 3, name: undefined }
    ];
    expect(typesOf(records)).toEqual([
      'id: Int64',
      'x: Float64',
      'name: Utf8',
      'ok: Bool',
      'at: Timestamp<MILLISECOND, UTC>',
      'big: Int64',
      'none: Null'
    ]);
    expect(rowsOf(records)).toEqual([
      { id: 1n, x: 0.5, name: 'a', ok: true, at: 5, big: 2n ** 60n, none: null },
      { id: -2n, x: 3, name: null, ok: null, at: null, big: null, none: null }
    ]);
  });

  it('may be an object of columns, whose typed arrays keep their types', () => {
    expect(typesOf({ a: Float32Array.of(1, 2), b: ['x', null] })).toEqual(['a: Float32', 'b: Utf8']);
    expect(rowsOf({ a: [-0, NaN] })).toEqual([{ a: -0 }, { a: NaN }]);
  });

  it.each([
    ['a column of several types', [{ a: 1 }, { a: 'x' }], "column 'a' of 't' has number and string"],
    ['nested values', [{ a: { b: 1 } }], "column 'a' of 't' has objects"],
    ['lists', { a: [[1]] }, "column 'a' of 't' has lists"],
    ['an invalid date', [{ a: new Date(NaN) }], "column 'a' of 't' has invalid dates"],
    ['a long integer', [{ a: 2n ** 63n }], 'more than 64 bits'],
    ['columns of different lengths', { a: [1], b: [1, 2] }, 'different lengths']
  ])('is refused by name for %s', (_, value, why) => {
    expect(() => tableOfValue(value, "'t'", arrow)).toThrow(
      expect.objectContaining({ code: 'HW752', message: expect.stringContaining(why) as string })
    );
  });

  it.each([
    ['a number', 5, 'a number'],
    ['an empty list', [], 'an empty list'],
    ['numbers', [1, 2], 'a list of other things than records'],
    ['a Map', new Map(), 'an object of other things than columns'],
    ['pickled pandas', new PythonObject('pandas.DataFrame', []), "Python's pandas.DataFrame"]
  ])('is refused when it is no table: %s', (_, value, what) => {
    expect(() => tableOfValue(value, "'t'", arrow)).toThrow(
      expect.objectContaining({ code: 'HW748', message: `'t' is no table but ${what}.` })
    );
  });
});
