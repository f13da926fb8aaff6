import type { Cell, Column, Facet, RunGroup } from './comparison';
import { isSeed, type ComparisonOptions } from './options';

/** Runs that differ in one of these are no repetitions of each other. */
const grouped = new Set<Facet>(['parameter', 'code', 'environment', 'input']);

/** What runs are grouped by, and the groups; none when nothing repeats and nobody asked. */
export function groupRuns(
  count: number,
  columns: readonly Column[],
  options: ComparisonOptions
): { readonly by: readonly string[]; readonly groups: readonly RunGroup[] } {
  const facts = columns.filter(each => grouped.has(each.facet));
  const grouping = facts.filter(each =>
    options.by === undefined
      ? each.facet !== 'parameter' || !isSeed(each.name, options)
      : each.facet === 'parameter' && options.by.includes(each.name)
  );
  const others = facts.filter(each => !grouping.includes(each) && !(each.facet === 'parameter' && isSeed(each.name, options)));
  const metrics = columns.filter(each => each.facet === 'metric' && each.isNumeric);
  const groups = rowsByKey(count, grouping).map(rows => groupOf(rows, grouping, others, metrics));
  const repeats = groups.some(each => each.rows.length > 1);
  return { by: grouping.map(each => each.name), groups: repeats || (options.by !== undefined && count > 0) ? groups : [] };
}

function rowsByKey(count: number, grouping: readonly Column[]): number[][] {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < count; row += 1) {
    const key = JSON.stringify(grouping.map(each => each.values[row] ?? null));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function groupOf(rows: readonly number[], grouping: readonly Column[], others: readonly Column[], metrics: readonly Column[]): RunGroup {
  const [first = 0] = rows;
  const differs = (column: Column): boolean => rows.some(row => column.values[row] !== column.values[first]);
  return {
    rows,
    label: grouping.map(each => ({ name: each.name, value: each.values[first] ?? null })),
    means: Object.fromEntries(metrics.flatMap(each => statistics(each, rows))),
    alsoDiffers: others.filter(differs).map(each => each.name)
  };
}

function statistics(column: Column, rows: readonly number[]): [string, RunGroup['means'][string]][] {
  const values = rows.map(row => column.values[row]).filter(isNumber);
  if (values.length === 0) return [];
  const { mean, sd } = meanAndSd(values);
  return [[column.id, { mean, sd: values.length < 2 ? null : sd, count: values.length }]];
}

function isNumber(cell: Cell | undefined): cell is number {
  return typeof cell === 'number';
}

/** Mean and standard deviation with n − 1 (0 for one value), by Welford's method, which keeps its digits. */
export function meanAndSd(values: Iterable<number>): { readonly mean: number; readonly sd: number } {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    count += 1;
    const before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }
  return { mean, sd: count < 2 ? 0 : Math.sqrt(squares / (count - 1)) };
}
