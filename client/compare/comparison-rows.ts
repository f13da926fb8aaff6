import { cellOf, numberOf } from '../../src/comparison/cell-value';
import { guessDirection } from '../../src/comparison/direction';
import type { ComparisonOptions } from '../../src/comparison/options';
import type { Finding, RunFacts, RunStanding } from '../../src/comparison/run-facts';

/** A run as a plain object: parameters and metrics under their own names; undefined is never among them, what is missing is null. */
export interface ComparisonRow {
  readonly run: string;
  readonly status: RunStanding;
  readonly createdAt: Date;
  /** Null while it goes on, and when nothing says. */
  readonly seconds: number | null;
  /** Of CPU time, of all processes; null where nobody has noted it, as for Metaflow's own runs. */
  readonly cpuSeconds: number | null;
  /** Of the process that needed most; null where nobody has noted it. */
  readonly peakMemoryBytes: number | null;
  readonly tags: readonly string[];
  readonly [name: string]: unknown;
}

/** A row for each run, all with the same names. A parameter and a metric of one name (Metaflow's flows may have them): the metric is `name (metric)`. */
export function comparisonRows(runs: readonly RunFacts[], { metrics }: ComparisonOptions): ComparisonRow[] {
  const parameters = [...new Set(runs.flatMap(run => [...run.parameters.keys()]))];
  const names = metrics ?? [
    ...new Set(runs.flatMap(run => [...run.metrics].flatMap(([name, each]) => (isScalar(name, each) ? [name] : []))))
  ];
  const titles = names.map(name => (parameters.includes(name) || own.has(name) ? `${name} (metric)` : name));
  const seconds = ({ createdAt, finishedAt }: RunFacts): number | null => (finishedAt === null ? null : (finishedAt - createdAt) / 1000);
  return runs.map(run => ({
    ...Object.fromEntries(parameters.map(name => [own.has(name) ? `${name} (parameter)` : name, scalarOf(run.parameters.get(name))])),
    ...Object.fromEntries(names.map((name, at) => [titles[at], scalarOf(run.metrics.get(name))])),
    run: run.pathspec,
    status: run.status,
    createdAt: new Date(run.createdAt),
    seconds: seconds(run),
    cpuSeconds: run.cost === null ? null : run.cost.cpu / 1000,
    peakMemoryBytes: run.cost?.peakMemory ?? null,
    tags: run.tags
  }));
}

/** Names that every row has. */
const own = new Set(['run', 'status', 'createdAt', 'seconds', 'cpuSeconds', 'peakMemoryBytes', 'tags']);

/** The last point of a series says something where it is a loss or a score. */
function isScalar(name: string, finding: Finding): boolean {
  if (finding.kind === 'series' && guessDirection(name) === null) return false;
  return numberOf(finding) !== null || finding.kind === 'text' || finding.kind === 'flag';
}

function scalarOf(finding: Finding | undefined): number | string | boolean | null {
  if (finding === undefined) return null;
  if (finding.kind === 'flag') return finding.value;
  if (finding.kind === 'text') return finding.value;
  return numberOf(finding) ?? cellOf(finding, false);
}
