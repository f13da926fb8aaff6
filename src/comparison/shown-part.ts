import type { Comparison } from './comparison';

const mostRows = 500;

/** What of a comparison goes into a notebook's output: all of it, or the first 500 runs with the best one and the baseline. */
export function shownPart(comparison: Comparison): Comparison {
  if (comparison.runs.length <= mostRows) return comparison;
  const rows = [...Array(mostRows).keys()];
  for (const row of [comparison.best, comparison.baseline]) if (row !== null && row >= mostRows) rows.push(row);
  return chosenRows(comparison, rows);
}

/** The same comparison with some of its rows, in this order: nothing is computed again. */
export function chosenRows(comparison: Comparison, rows: readonly number[]): Comparison {
  const places = new Map(rows.map((row, at) => [row, at]));
  const moved = (row: number | null): number | null => (row === null ? null : (places.get(row) ?? null));
  const movedAll = (all: readonly number[]): number[] => all.flatMap(row => places.get(row) ?? []);
  return {
    ...comparison,
    runs: pick(comparison.runs, rows),
    columns: comparison.columns.map(each => ({ ...each, values: rows.map(row => each.values[row] ?? null), best: movedAll(each.best) })),
    baseline: moved(comparison.baseline),
    best: moved(comparison.best),
    groups: comparison.groups.map(each => ({ ...each, rows: movedAll(each.rows) })).filter(each => each.rows.length > 0),
    curves: comparison.curves.map(each => ({ ...each, lines: movedItems(each.lines, places) })).filter(each => each.lines.length > 0),
    exhibits: comparison.exhibits.map(each => ({ ...each, items: movedItems(each.items, places) })).filter(each => each.items.length > 0)
  };
}

function pick<T>(all: readonly T[], rows: readonly number[]): T[] {
  return rows.flatMap(row => all[row] ?? []);
}

function movedItems<T extends { readonly row: number }>(items: readonly T[], places: ReadonlyMap<number, number>): T[] {
  return items.flatMap(item => {
    const row = places.get(item.row);
    return row === undefined ? [] : [{ ...item, row }];
  });
}
