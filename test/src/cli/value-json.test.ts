import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { valueJson } from '../../../src/cli/value-json';

const arrow = createRequire(__filename)('apache-arrow') as typeof import('apache-arrow');
const json = (value: unknown, rows = 1000): unknown => JSON.parse(JSON.stringify(valueJson(value, { rows })));

describe('a value as JSON', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['booleans', [true, false]],
    ['numbers', [0, -1.5, 1e300]],
    ['text', 'naïve "🚲"'],
    ['nested', { a: [{ b: null }] }]
  ])('is itself where JSON has it: %s', (_, value) => {
    expect(json(value)).toEqual(value);
  });

  it.each<[unknown, unknown]>([
    [12345678901234567890n, { $bigint: '12345678901234567890' }],
    [NaN, { $number: 'NaN' }],
    [-Infinity, { $number: '-Infinity' }],
    [-0, { $number: '-0' }],
    [undefined, { $undefined: true }],
    [new Date(Date.UTC(2026, 10, 21, 8, 17, 30, 637)), { $date: '2026-11-21T08:17:30.637Z' }],
    [new Date(NaN), { $date: null }],
    [new Uint8Array([0, 1, 255]), { $bytes: 'AAH/' }],
    [Buffer.from('hi').subarray(1), { $bytes: 'aQ==' }],
    [new Float64Array([1.5, NaN]), { $typedArray: { type: 'Float64Array', values: [1.5, { $number: 'NaN' }] } }],
    [new BigInt64Array([-1n]), { $typedArray: { type: 'BigInt64Array', values: [{ $bigint: '-1' }] } }],
    [
      new Map<unknown, unknown>([
        ['a', 1n],
        [2, 'b']
      ]),
      {
        $map: [
          ['a', { $bigint: '1' }],
          [2, 'b']
        ]
      }
    ],
    [new Set([1, undefined]), { $set: [1, { $undefined: true }] }],
    [/a+/gi, { $regexp: '/a+/gi' }],
    [Symbol('s'), { $symbol: 's' }],
    [new URL('https://example.org/x'), { $url: 'https://example.org/x' }],
    [{ $bigint: 'not one' }, { $object: { $bigint: 'not one' } }]
  ])('is tagged where JSON lacks it: %o', (value, expected) => {
    expect(json(value)).toEqual(expected);
  });

  it('keeps holes, classes and errors apart from what they resemble', () => {
    class Model {
      readonly w = 1n;
    }
    const sparse: unknown[] = [1];
    sparse[2] = 3;
    expect(json(sparse)).toEqual([1, { $hole: true }, 3]);
    expect(json(new Model())).toEqual({ $instance: { class: 'Model', fields: { w: { $bigint: '1' } } } });
    expect(json(new RangeError('far'))).toMatchObject({ $error: { class: 'RangeError', message: 'far' } });
    expect(json(function named() {})).toEqual({ $function: 'named' });
  });

  it('points back where a value holds itself, and repeats what is only shared', () => {
    const shared = { n: 1 };
    const cyclic: Record<string, unknown> = { a: shared, b: [shared] };
    cyclic['self'] = { again: cyclic };
    expect(json(cyclic)).toEqual({ a: { n: 1 }, b: [{ n: 1 }], self: { again: { $ref: '$' } } });
  });

  it('has the rows of a table, and says when there are more', () => {
    const table = arrow.tableFromArrays({ n: Int32Array.from([1, 2, 3]), s: ['x', 'y', 'z'] });
    const columns = [
      { name: 'n', type: 'Int32', nullable: false },
      { name: 's', type: 'Dictionary<Int32, Utf8>', nullable: true }
    ];
    expect(json(table)).toEqual({
      $table: {
        columns,
        numRows: 3,
        rows: [
          [1, 'x'],
          [2, 'y'],
          [3, 'z']
        ]
      }
    });
    expect(json(table, 1)).toEqual({ $table: { columns, numRows: 3, rows: [[1, 'x']], truncated: true } });
  });
});
