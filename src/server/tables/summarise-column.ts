import type { Data, Vector } from 'apache-arrow';
import type { Arrow } from '../../artifact/arrow/library';
import { describeValue } from '../../artifact/describe-value';
import type { ColumnSummary } from '../api/artifact';
import { chunksOf } from './column';
import { numberReader, type NumberReader } from './number-reader';

const binCount = 24;
const topCount = 20;
/** With more values than so many a list of the most frequent ones says little, and would take much memory. */
const mostDistinct = 100_000;

/** What a quick plot of a column needs. Infinite values are counted as missing, as they have no place in a plot. */
export function summariseColumn(arrow: Arrow, name: string, column: Vector): ColumnSummary {
  const reader = numberReader(arrow, column.type);
  return reader === null ? summariseValues(name, column) : summariseNumbers(name, column, reader);
}

function summariseNumbers(name: string, column: Vector, readerOf: (data: Data) => NumberReader): ColumnSummary {
  let [count, sum, least, most] = [0, 0, Infinity, -Infinity];
  eachNumber(column, readerOf, value => {
    count += 1;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
  });
  const counts = new Array<number>(binCount).fill(0);
  const width = (most - least) / binCount;
  eachNumber(column, readerOf, value => {
    const bin = width > 0 ? Math.min(binCount - 1, Math.floor((value - least) / width)) : 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
  });
  const used = width > 0 ? counts : counts.slice(0, 1);
  const bins = used.map((each, at) => ({
    from: least + at * width,
    to: at === binCount - 1 ? most : least + (at + 1) * width,
    count: each
  }));
  return { name, count, missing: column.length - count, bins: count === 0 ? [] : bins, top: null, mean: count === 0 ? null : sum / count };
}

function eachNumber(column: Vector, readerOf: (data: Data) => NumberReader, take: (value: number) => void): void {
  for (const { data } of chunksOf(column)) {
    const read = readerOf(data);
    const hasMissing = data.nullCount > 0;
    for (let index = 0; index < data.length; index++) {
      if (hasMissing && !data.getValid(index)) continue;
      const value = read(index);
      if (Number.isFinite(value)) take(value);
    }
  }
}

function summariseValues(name: string, column: Vector): ColumnSummary {
  const counts = new Map<unknown, number>();
  let count = 0;
  for (let row = 0; row < column.length; row++) {
    const value: unknown = column.get(row);
    if (value === null || value === undefined) continue;
    count += 1;
    const key = typeof value === 'object' ? describeValue(value).summary : value;
    if (counts.size < mostDistinct || counts.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const isKnown = counts.size < mostDistinct;
  const sorted = [...counts].sort((a, b) => b[1] - a[1]).slice(0, topCount);
  const top = isKnown ? sorted.map(([value, times]) => ({ text: String(value), count: times })) : null;
  return { name, count, missing: column.length - count, bins: null, top, mean: null };
}
