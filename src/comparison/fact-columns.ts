import { cellOf, numberOf } from './cell-value';
import type { Cell, Column, Facet } from './comparison';
import { distinct } from './rows';
import type { RunFacts } from './run-facts';

/** Columns of the parameters that differ; those in `by` come first, in that order, and are there in any case. */
export function parameterColumns(runs: readonly RunFacts[], by: readonly string[]): Column[] {
  const names = [...new Set([...by, ...runs.flatMap(run => [...run.parameters.keys()])])];
  return names.map(name => parameterColumn(runs, name)).filter(each => by.includes(each.name) || distinct(each.values) > 1);
}

/** A parameter as a column, whether it differs or not. */
export function parameterColumn(runs: readonly RunFacts[], name: string): Column {
  const findings = runs.map(run => run.parameters.get(name));
  const isNumeric = findings.some(each => each !== undefined && numberOf(each) !== null);
  return factColumn(
    'parameter',
    name,
    findings.map(each => cellOf(each, isNumeric)),
    isNumeric
  );
}

/** Columns of versions, commit and platform that differ. */
export function environmentColumns(runs: readonly RunFacts[]): Column[] {
  const names = [...new Set(runs.flatMap(run => [...run.environment.keys()]))];
  return names
    .map(name =>
      factColumn(
        'environment',
        name,
        runs.map(run => run.environment.get(name) ?? null),
        false
      )
    )
    .filter(each => distinct(each.values) > 1);
}

const mostDataColumns = 6;

/**
 * Variables that differ by content and are nothing that could be a metric. A variable of which every run has its own says little, and neither do
 * more than a few: those are only named.
 */
export function dataColumns(
  runs: readonly RunFacts[],
  skip: (name: string) => boolean
): { readonly columns: Column[]; readonly others: string[] } {
  const isScalar = (name: string): boolean => runs.every(run => /^(int|float|bool|str|NoneType|)$/.test(run.data.get(name)?.type ?? ''));
  const names = [...new Set(runs.flatMap(run => [...run.data.keys()]))].filter(name => !skip(name) && !isScalar(name));
  const differing = names
    .map(name =>
      factColumn(
        'data',
        name,
        runs.map(run => run.data.get(name)?.key.slice(0, 7) ?? null),
        false
      )
    )
    .map(column => ({ column, versions: distinct(column.values) }))
    .filter(each => each.versions > 1)
    .sort((a, b) => a.versions - b.versions);
  const telling = differing.filter(each => each.versions < runs.length || runs.length <= 2).slice(0, mostDataColumns);
  const columns = telling.map(each => each.column);
  return { columns, others: differing.map(each => each.column.name).filter(name => columns.every(each => each.name !== name)) };
}

/** A column that is no metric: nothing of it is best. */
export function factColumn(facet: Facet, name: string, values: readonly Cell[], isNumeric: boolean): Column {
  const reduced = facet === 'data' ? 'content' : facet === 'input' ? 'file, content' : null;
  return { id: `${facet}:${name}`, facet, name, isNumeric, values, direction: null, directionFrom: null, best: [], reduced, notes: [] };
}
