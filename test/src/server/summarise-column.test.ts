import * as arrow from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { summariseColumn } from '../../../src/server/tables/summarise-column';

const { vectorFromArray } = arrow;

describe('what a plot of a column needs', () => {
  it('is equal bins from the least to the greatest number, each value in one of them', () => {
    const values = Array.from({ length: 1000 }, (_, at) => at);
    const summary = summariseColumn(arrow, 'c', vectorFromArray(values, new arrow.Float64()));
    expect(summary).toMatchObject({ count: 1000, missing: 0, mean: 499.5, top: null });
    expect(summary.bins?.[0]?.from).toBe(0);
    expect(summary.bins?.at(-1)?.to).toBe(999);
    expect(summary.bins?.reduce((sum, each) => sum + each.count, 0)).toBe(1000);
  });

  it('leaves out what is missing, NaN and infinite, and counts it', () => {
    const summary = summariseColumn(arrow, 'c', vectorFromArray([1, null, NaN, Infinity, 3], new arrow.Float64()));
    expect(summary).toMatchObject({ count: 2, missing: 3, mean: 2 });
  });

  it('is one bin for equal values, none for no values', () => {
    expect(summariseColumn(arrow, 'c', vectorFromArray([7, 7], new arrow.Int32())).bins).toEqual([{ from: 7, to: 7, count: 2 }]);
    expect(summariseColumn(arrow, 'c', vectorFromArray([null, null], new arrow.Int32()))).toMatchObject({ bins: [], mean: null });
  });

  it.each([
    ['Int64', vectorFromArray([-5n, 2n ** 40n], new arrow.Int64()), [-5, 2 ** 40]],
    ['Uint64', vectorFromArray([0n, 2n ** 63n], new arrow.Uint64()), [0, 2 ** 63]],
    ['Timestamp in ms', vectorFromArray([new Date(-1000), new Date(5000)], new arrow.TimestampMillisecond()), [-1000, 5000]],
    ['Date in days', vectorFromArray([new Date(0), new Date(86_400_000)], new arrow.DateDay()), [0, 86_400_000]],
    ['Float16', vectorFromArray([-1.5, 2.25], new arrow.Float16()), [-1.5, 2.25]],
    ['Uint8', vectorFromArray([3, 250], new arrow.Uint8()), [3, 250]]
  ] as [string, arrow.Vector, number[]][])('reads %s as numbers or milliseconds', (_, column, [least, most]) => {
    const bins = summariseColumn(arrow, 'c', column).bins ?? [];
    expect([bins[0]?.from, bins.at(-1)?.to]).toEqual([least, most]);
  });

  it('is the most frequent values of texts, most frequent first', () => {
    const summary = summariseColumn(arrow, 'c', vectorFromArray(['b', 'a', 'b', null, 'b', 'a'], new arrow.Utf8()));
    expect(summary).toMatchObject({ count: 5, missing: 1, bins: null });
    expect(summary.top).toEqual([
      { text: 'b', count: 3 },
      { text: 'a', count: 2 }
    ]);
  });
});
