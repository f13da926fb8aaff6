import { cellText } from './cell-value';
import { compareCode } from './code-columns';
import type { Cell, Column, ComparedRun, Comparison, Facet } from './comparison';
import { curvesOf, exhibitsOf } from './curves';
import { dataColumns, environmentColumns, parameterColumn, parameterColumns } from './fact-columns';
import { groupRuns } from './group-runs';
import { metricColumns, sameMetrics } from './metric-columns';
import type { ComparisonOptions } from './options';
import { costColumns, inputColumns } from './provenance-columns';
import { areSuccessful, distinct } from './rows';
import type { RunFacts } from './run-facts';

/** Compares runs, in the order given. Names in the options that no run has are left out: whoever reads the runs tells. */
export function compareFacts(runs: readonly RunFacts[], options: ComparisonOptions = {}): Comparison {
  const metrics = metricColumns(runs, options);
  const code = compareCode(runs);
  const parameters = parameterColumns(runs, options.by ?? []);
  const environment = environmentColumns(runs);
  const roots = metricRoots(runs);
  const data = dataColumns(runs, name => roots.has(name));
  const inputs = inputColumns(runs);
  const cost = costColumns(runs);
  // What steps have made follows from parameters, code and files: where those differ, or metrics were chosen, its contents are only named.
  const isExplained = [...parameters, ...code.columns, ...inputs.columns].some(each => distinct(each.values) > 1);
  const contents = isExplained || options.metrics !== undefined ? [] : data.columns;
  const folded = data.columns.filter(each => !contents.includes(each)).map(each => each.name);
  const columns = [...parameters, ...metrics, ...code.columns, ...inputs.columns, ...contents, ...environment, ...cost.columns];
  const best = bestRow(metrics);
  const { by, groups } = groupRuns(runs.length, columns, options);
  return {
    version: 1,
    title: titleOf(runs),
    runs: runs.map(rowOf),
    columns,
    ...baselineOf(runs, options.baseline, best),
    best,
    by,
    groups,
    curves: curvesOf(runs, options),
    exhibits: exhibitsOf(runs, options),
    code: code.versions,
    same: [
      ...sameFacts(runs),
      ...(areSuccessful(runs) ? [fact('environment', 'status', 'successful')] : []),
      ...(code.isSame && runs.length > 1 ? [fact('code', 'all cells', 'the same')] : []),
      ...sameOf(runs, metrics, options),
      ...(runs.length < 2 ? [] : [...inputs.same, ...cost.same].map(({ facet, name, value }) => fact(facet, name, value)))
    ],
    alsoDiffer: named([...inputs.others, ...folded, ...data.others]),
    total: runs.length,
    notes: notesOf(runs, metrics)
  };
}

function rowOf({ pathspec, createdAt, finishedAt, status, user, tags, problem }: RunFacts): ComparedRun {
  const seconds = finishedAt === null ? null : Math.max(0, finishedAt - createdAt) / 1000;
  return { pathspec, createdAt, seconds, status, user, tags, problem };
}

function titleOf(runs: readonly RunFacts[]): string {
  const flows = [...new Set(runs.map(run => run.pathspec.split('/')[0] ?? ''))];
  const count = `${runs.length.toLocaleString('en')} ${runs.length === 1 ? 'run' : 'runs'}`;
  return `${flows.length > 2 ? `${flows.length} flows` : flows.join(' and ')}: ${count}`;
}

const mostNamed = 30;

function named(names: readonly string[]): string[] {
  return names.length <= mostNamed ? [...names] : [...names.slice(0, mostNamed), `and ${names.length - mostNamed} more`];
}

/** Names of variables that are metrics, whole or by their fields (`name.field`). */
function metricRoots(runs: readonly RunFacts[]): ReadonlySet<string> {
  const roots = new Set<string>();
  for (const { metrics } of runs)
    for (const [name, finding] of metrics) if (finding.kind !== 'other') roots.add(name.split('.', 1)[0] ?? name);
  return roots;
}

function bestRow(metrics: readonly Column[]): number | null {
  return metrics.find(each => each.direction !== null)?.best[0] ?? null;
}

function baselineOf(
  runs: readonly RunFacts[],
  wanted: string | undefined,
  best: number | null
): Pick<Comparison, 'baseline' | 'baselineFrom'> {
  if (wanted === 'best') return { baseline: best, baselineFrom: 'the best run' };
  if (wanted !== undefined) {
    const named = runs.findIndex(run => run.pathspec === wanted || run.pathspec.endsWith(`/${wanted}`));
    const found = named >= 0 ? named : runs.findIndex(run => run.tags.includes(wanted));
    return { baseline: found < 0 ? null : found, baselineFrom: named >= 0 ? 'chosen' : `tagged '${wanted}'` };
  }
  for (const tag of ['baseline', 'production']) {
    const found = runs.findIndex(run => run.tags.includes(tag));
    if (found >= 0) return { baseline: found, baselineFrom: `tagged '${tag}'` };
  }
  const oldest = runs.reduce((least, run, row) => (run.createdAt < (runs[least]?.createdAt ?? Infinity) ? row : least), 0);
  return runs.length < 2 ? { baseline: null, baselineFrom: '' } : { baseline: oldest, baselineFrom: 'the oldest run' };
}

/** Parameters and circumstances that all runs share. */
function sameFacts(runs: readonly RunFacts[]): Comparison['same'] {
  const [first] = runs;
  if (first === undefined) return [];
  const parameters = [...first.parameters.keys()].flatMap(name => {
    const { values } = parameterColumn(runs, name);
    return distinct(values) > 1 ? [] : [fact('parameter', name, values[0] ?? null)];
  });
  const environment = [...first.environment].filter(([name, value]) => runs.every(run => run.environment.get(name) === value));
  return [...parameters, ...environment.map(([name, value]) => fact('environment', name, value))];
}

function sameOf(runs: readonly RunFacts[], metrics: readonly Column[], options: ComparisonOptions): Comparison['same'] {
  return runs.length < 2 ? [] : sameMetrics(runs, metrics, options).map(([name, value]) => fact('metric', name, value));
}

function fact(facet: Facet, name: string, value: Cell): Comparison['same'][number] {
  return { facet, name, value: cellText(value) };
}

function notesOf(runs: readonly RunFacts[], metrics: readonly Column[]): string[] {
  const problems = runs.flatMap(run => (run.problem === null ? [] : [`${run.pathspec}: ${run.problem}`]));
  const without = runs.filter(run => run.cells === null).length;
  const code =
    without > 0 && without < runs.length ? [`The code of ${without} ${without === 1 ? 'run' : 'runs'} is not there as a notebook.`] : [];
  return [...problems.slice(0, 5), ...code, ...metrics.flatMap(each => each.notes)];
}
