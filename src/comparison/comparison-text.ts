import { cellText } from './cell-value';
import type { Comparison, ComparedRun } from './comparison';
import { deltaOf } from './deltas';
import { durationText } from '../duration-text';
import { momentText, numberText } from './number-text';
import { areSuccessful, firstRows, shortTag, shortTitle } from './rows';

const mostRows = 40;
const mostColumns = 10;
const longestTitle = 24;

/** A comparison as plain text: a table with the best marked `*`, then groups and notes. */
export function comparisonText(comparison: Comparison): string {
  const { title, notes, total } = comparison;
  const rows = firstRows(comparison, mostRows);
  const more = total > rows.length ? [`… and ${(total - rows.length).toLocaleString('en')} more runs`] : [];
  const parts = [title, ...aligned([headOf(comparison), ...rows.map(row => rowOf(comparison, row))]), ...more, ...groupLines(comparison)];
  return [...parts, ...notes.slice(0, 8).map(note => `! ${note}`)].join('\n');
}

function headOf({ columns, runs }: Comparison): string[] {
  return [
    'run',
    'started',
    ...(areSuccessful(runs) ? [] : ['status']),
    'time',
    ...columns.slice(0, mostColumns).map(each => shortTitle(each.name, longestTitle))
  ];
}

function rowOf({ columns, runs, baseline }: Comparison, row: number): string[] {
  const run = runs[row];
  if (run === undefined) return [];
  const [flow] = run.pathspec.split('/');
  const cells = columns.slice(0, mostColumns).map(column => {
    const delta = column.facet === 'metric' ? deltaOf(column, row, baseline) : null;
    const text = `${cellText(column.values[row] ?? null)}${column.best.includes(row) ? '*' : ''}`;
    return delta === null ? text : `${text} (${delta.text})`;
  });
  return [
    runText(
      run,
      runs.every(each => each.pathspec.split('/')[0] === flow)
    ) + (row === baseline ? ' (baseline)' : ''),
    momentText(run.createdAt),
    ...(areSuccessful(runs) ? [] : [run.status]),
    run.seconds === null ? '–' : durationText(run.seconds * 1000),
    ...cells
  ];
}

/** Its id, with its flow where that is not in the title alone, and its tags. */
function runText({ pathspec, tags }: ComparedRun, isOneFlow: boolean): string {
  return [isOneFlow ? (pathspec.split('/')[1] ?? pathspec) : pathspec, ...tags.map(tag => shortTag(tag))].join(' #');
}

function groupLines({ groups, by, columns }: Comparison): string[] {
  if (groups.length === 0) return [];
  const metrics = columns.filter(each => groups.some(group => group.means[each.id] !== undefined)).slice(0, mostColumns);
  const head = [...by, 'runs', ...metrics.map(each => shortTitle(each.name, longestTitle))];
  const rows = groups.map(group => [
    ...group.label.map(each => cellText(each.value)),
    countOf(group).toLocaleString('en'),
    ...metrics.map(each => meanText(group.means[each.id]))
  ]);
  return ['', 'Repetitions (mean ± sd)', ...aligned([head, ...rows.slice(0, mostRows)])];
}

/** How many runs a group's mean is of. */
export function countOf({ rows, count = rows.length }: Pick<Comparison['groups'][number], 'rows' | 'count'>): number {
  return count;
}

/** `0.91 ± 0.02`; without a deviation where there is one value. */
export function meanText(mean: Comparison['groups'][number]['means'][string] | undefined): string {
  if (mean === undefined) return '–';
  return mean.sd === null ? numberText(mean.mean) : `${numberText(mean.mean)} ± ${numberText(Number(mean.sd.toPrecision(2)))}`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map(row => row[at]?.length ?? 0)));
  return rows.map(row =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  );
}
