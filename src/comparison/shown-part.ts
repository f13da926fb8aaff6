import type { CodeVersions, Comparison, Exhibit } from './comparison';
import { firstRows } from './rows';

const mostRows = 500;
const mostColumns = 300;
const mostGroups = 500;
const mostVersions = 26;
const mostSame = 500;
const longestSource = 20_000;
const mostPictureBytes = 8e6;

/**
 * What of a comparison goes into a notebook's output, with notes on what does not: the first 500 runs with the best one and the baseline, 300
 * columns, 500 groups, 26 versions of a cell, 8 MB of pictures and matrices.
 */
export function shownPart(comparison: Comparison): Comparison {
  const { runs, columns, groups, code, exhibits } = comparison;
  const shown = runs.length <= mostRows ? comparison : chosenRows(comparison, firstRows(comparison, mostRows));
  const pictures = withinBytes(shown.exhibits);
  const notes = [
    ...(runs.length > mostRows
      ? [
          `Here are the first ${mostRows} of ${comparison.total.toLocaleString('en')} runs, with the best one and the baseline; ` +
            `.table and .rows have all of them, .where({ … }) shows others.`
        ]
      : []),
    ...leftOut(mostColumns, columns.length, 'columns', 'metrics: [ … ] chooses others'),
    ...leftOut(mostGroups, groups.length, 'groups of repetitions', 'by: [ … ] makes fewer'),
    ...(code.some(each => each.versions.length > mostVersions) ? [`Of a cell's code, the first ${mostVersions} versions are shown.`] : []),
    ...(pictures.length < exhibits.length || pictures.some((each, at) => each.items.length < (shown.exhibits[at]?.items.length ?? 0))
      ? ['Not all pictures and matrices are shown: together they are too large for an output; .where({ … }) shows those of some runs.']
      : [])
  ];
  return {
    ...shown,
    columns: shown.columns.slice(0, mostColumns),
    groups: shown.groups.slice(0, mostGroups),
    code: code.map(shownVersions),
    exhibits: pictures,
    same: shown.same.slice(0, mostSame),
    notes: [...notes, ...shown.notes]
  };
}

function leftOut(most: number, count: number, what: string, more: string): string[] {
  return count <= most ? [] : [`The first ${most} of ${count.toLocaleString('en')} ${what} are shown; ${more}.`];
}

function shownVersions({ column, versions }: CodeVersions): CodeVersions {
  const shown = versions.slice(0, mostVersions).map(({ letter, source }) => ({
    letter,
    source:
      source.length <= longestSource ? source : `${source.slice(0, longestSource)}\n… (${source.length.toLocaleString('en')} characters)`
  }));
  return { column, versions: shown };
}

function withinBytes(exhibits: readonly Exhibit[]): Exhibit[] {
  let left = mostPictureBytes;
  return exhibits
    .map(({ name, items }) => ({
      name,
      items: items.filter(({ finding }) => {
        const size = finding.kind === 'image' ? finding.data.length : 6 * finding.rows.length ** 2;
        if (size > left) return false;
        left -= size;
        return true;
      })
    }))
    .filter(each => each.items.length > 0);
}

/** The same comparison with some of its rows, in this order: nothing is computed again, so groups are of all runs. */
function chosenRows(comparison: Comparison, rows: readonly number[]): Comparison {
  const places = new Map(rows.map((row, at) => [row, at]));
  const moved = (row: number | null): number | null => (row === null ? null : (places.get(row) ?? null));
  const movedAll = (all: readonly number[]): number[] => all.flatMap(row => places.get(row) ?? []);
  return {
    ...comparison,
    runs: rows.flatMap(row => comparison.runs[row] ?? []),
    columns: comparison.columns.map(each => ({ ...each, values: rows.map(row => each.values[row] ?? null), best: movedAll(each.best) })),
    baseline: moved(comparison.baseline),
    best: moved(comparison.best),
    groups: comparison.groups.map(each => ({ ...each, rows: movedAll(each.rows), count: each.count ?? each.rows.length })),
    curves: comparison.curves.map(each => ({ ...each, lines: movedItems(each.lines, places) })).filter(each => each.lines.length > 0),
    exhibits: comparison.exhibits.map(each => ({ ...each, items: movedItems(each.items, places) })).filter(each => each.items.length > 0)
  };
}

function movedItems<T extends { readonly row: number }>(items: readonly T[], places: ReadonlyMap<number, number>): T[] {
  return items.flatMap(item => {
    const row = places.get(item.row);
    return row === undefined ? [] : [{ ...item, row }];
  });
}
