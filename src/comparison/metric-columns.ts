import { cellOf, numberOf } from './cell-value';
import type { Cell, Column } from './comparison';
import { guessDirection } from './direction';
import type { ComparisonOptions } from './options';
import type { Finding, RunFacts } from './run-facts';
import { distinct, runNames } from './rows';

/** Columns of what the steps have found out; those whose good end is known first. Named metrics are there also when nothing differs. */
export function metricColumns(runs: readonly RunFacts[], options: ComparisonOptions): Column[] {
  const names = options.metrics ?? [...new Set(runs.flatMap(run => [...run.metrics.keys()]))];
  const columns = names.flatMap(name => metricColumn(runs, name, options) ?? []);
  if (options.metrics !== undefined) return columns;
  const differing = columns.filter(column => distinct(column.values) > 1);
  return [...differing.filter(each => each.direction !== null), ...differing.filter(each => each.direction === null)];
}

/** Values of metrics that are the same in all runs, as text by name. */
export function sameMetrics(runs: readonly RunFacts[], columns: readonly Column[], options: ComparisonOptions): [string, Cell][] {
  const shown = new Set(columns.map(each => each.name));
  const first = runs[0];
  if (first === undefined || options.metrics !== undefined) return [];
  return [...first.metrics.keys()]
    .filter(name => !shown.has(name))
    .flatMap(name => {
      const values = metricColumn(runs, name, options)?.values ?? [];
      const [value = null] = values;
      return value === null || distinct(values) > 1 ? [] : [[name, value] satisfies [string, Cell]];
    });
}

/** Null for what is no column: matrices and pictures, and a series that nobody asked for and that is no loss or score. */
function metricColumn(runs: readonly RunFacts[], name: string, options: ComparisonOptions): Column | null {
  const findings = runs.map(run => run.metrics.get(name));
  const isNumeric = findings.some(each => each !== undefined && numberOf(each) !== null);
  const values = findings.map(each => cellOf(each, isNumeric));
  if (values.every(each => each === null)) return null;
  const { direction, from } = isNumeric ? directionOf(name, options) : { direction: null, from: null };
  const onlySeries = findings.every(each => each === undefined || each.kind === 'series' || each.kind === 'other');
  if (onlySeries && direction === null && options.metrics === undefined) return null;
  return {
    id: `metric:${name}`,
    facet: 'metric',
    name,
    isNumeric,
    values,
    direction,
    directionFrom: from,
    best: direction === null ? [] : bestRows(values, direction),
    reduced: reducedFrom(findings),
    notes: notesOf(runs, findings, name)
  };
}

function directionOf(
  name: string,
  { lower = [], higher = [] }: ComparisonOptions
): { direction: Column['direction']; from: Column['directionFrom'] } {
  if (lower.includes(name)) return { direction: 'lower', from: 'option' };
  if (higher.includes(name)) return { direction: 'higher', from: 'option' };
  const guess = guessDirection(name);
  return { direction: guess, from: guess === null ? null : 'name' };
}

/** None when all are equal: there is nothing to choose. */
function bestRows(values: readonly Cell[], direction: 'lower' | 'higher'): number[] {
  let best: number | null = null;
  for (const value of values)
    if (typeof value === 'number' && (best === null || (direction === 'lower' ? value < best : value > best))) best = value;
  const rows = values.flatMap((value, row) => (value !== null && value === best ? [row] : []));
  return rows.length === values.length && rows.length > 1 ? [] : rows;
}

function reducedFrom(findings: readonly (Finding | undefined)[]): string | null {
  const kinds = new Set(findings.flatMap(each => (each !== undefined && numberOf(each) !== null ? [each.kind] : [])));
  if (kinds.size !== 1) return null;
  return kinds.has('series') ? 'last of series' : kinds.has('spread') ? 'mean' : null;
}

function notesOf(runs: readonly RunFacts[], findings: readonly (Finding | undefined)[], name: string): string[] {
  const rowsOf = (is: (finding: Finding | undefined) => boolean): number[] => findings.flatMap((each, row) => (is(each) ? [row] : []));
  const missing = rowsOf(each => each === undefined);
  const notNumbers = rowsOf(each => each !== undefined && numberOf(each) !== null && !Number.isFinite(numberOf(each)));
  const kinds = [...new Set(findings.flatMap(each => (each === undefined ? [] : [each.kind])))];
  return [
    ...(missing.length === 0 ? [] : [`'${name}' is missing in ${runNames(runs, missing)}.`]),
    ...(notNumbers.length === 0 ? [] : [`'${name}' is not finite in ${runNames(runs, notNumbers)}.`]),
    ...(kinds.length < 2
      ? []
      : [
          `'${name}' is ${kinds
            .map(
              kind =>
                `${words[kind]} in ${runNames(
                  runs,
                  rowsOf(each => each?.kind === kind)
                )}`
            )
            .join(', ')}.`
        ])
  ];
}

const words: Readonly<Record<Finding['kind'], string>> = {
  number: 'a number',
  text: 'text',
  flag: 'true or false',
  series: 'a series',
  spread: 'several numbers',
  matrix: 'a matrix',
  image: 'a picture',
  nothing: 'null',
  other: 'something else'
};
