import type { ComparisonOptions } from '../../src/comparison/options';
import { HeadwaterError } from '../../src/errors';
import { nearNames } from '../../src/near-names';
import type { Artifacts, ClientOptions, Run as AnyRun, RunReference } from '../api';
import { getNamespace } from '../namespace';
import { Run } from '../open';
import { some } from '../run-place';
import { placeOfItem } from '../run-item';
import { Comparison } from './comparison';
import { progressSign } from './progress-sign';
import type { RunWithFacts } from './run-with-facts';
import { readFacts } from './read-facts';

/** How to compare, and where runs that are given by their pathspecs are looked for. */
export interface CompareOptions extends ComparisonOptions, ClientOptions {}

/** Runs to be compared: a flow, `Flow('X').runs({ last: 20 })`, or a list of runs and pathspecs. */
export type ComparableRuns<A = Artifacts> = AsyncIterable<AnyRun<A>> | Iterable<AnyRun<A> | RunReference<A> | Promise<AnyRun<A>> | string>;

/**
 * Runs side by side, what differs between them: `await compare(Flow('X').runs({ last: 20 }), { metrics: ['score'], by: ['lr'] })`.
 * Only names and small values are read; big ones go by their content keys. The value shows itself when it is a cell's last.
 * @throws HeadwaterError HW720 for no runs, or something that is no run; HW721 for a metric, parameter or baseline that none of them has
 */
export async function compare<A = Artifacts>(runs: ComparableRuns<A>, options: CompareOptions = {}): Promise<Comparison<A>> {
  const read = await readRuns(await listed(runs, options), options.metrics ?? null);
  const metrics = options.metrics === undefined ? {} : { metrics: options.metrics.flatMap(name => fieldsOf(read, name)) };
  const resolved = { ...options, ...metrics };
  checkNames(read, resolved);
  return new Comparison(read, resolved);
}

async function listed<A>(runs: ComparableRuns<A>, options: ClientOptions): Promise<AnyRun<A>[]> {
  const found: AnyRun<A>[] = [];
  for await (const each of runs) found.push(typeof each === 'string' ? await Run<A>(each, options) : each);
  return found;
}

async function readRuns<A>(runs: readonly AnyRun<A>[], metrics: readonly string[] | null): Promise<RunWithFacts<A>[]> {
  const read: RunWithFacts<A>[] = [];
  const sign = progressSign('Reading runs', runs.length);
  for (const run of runs) {
    const place = placeOfItem(run);
    if (place === null) throw noRun(run);
    read.push({ run, facts: await readFacts(place, metrics) });
    await sign.step(read.length);
  }
  sign.end();
  return read;
}

/** `history` means every metric `history.…`, where there is none of that very name. */
function fieldsOf<A>(read: readonly RunWithFacts<A>[], name: string): string[] {
  const names = new Set(
    read.flatMap(({ facts }) => [...facts.metrics.keys()].filter(each => each === name || each.startsWith(`${name}.`)))
  );
  return names.size === 0 || names.has(name) ? [name] : [...names];
}

function noRun(value: unknown): HeadwaterError {
  return new HeadwaterError('HW720', `compare was given ${typeof value === 'object' ? 'something' : typeof value} that is no run.`, {
    about: 'compare',
    hint: "Write: await compare(Flow('X').runs({ last: 20 })), or a list of runs or pathspecs."
  });
}

function checkNames<A>(
  read: readonly RunWithFacts<A>[],
  { metrics = [], by = [], lower = [], higher = [], baseline }: CompareOptions
): void {
  if (read.length === 0) throw nothingToCompare();
  const facts = read.map(each => each.facts);
  const known = new Set(facts.flatMap(each => [...each.metrics.keys()]));
  for (const name of metrics)
    if (!known.has(name)) throw unknownName('metric', name, [...new Set(facts.flatMap(each => [...each.data.keys(), ...known]))]);
  for (const name of [...lower, ...higher]) if (!known.has(name)) throw unknownName('metric', name, [...known]);
  const parameters = [...new Set(facts.flatMap(each => [...each.parameters.keys()]))];
  for (const name of by) if (!parameters.includes(name)) throw unknownName('parameter', name, parameters);
  const isThere = facts.some(
    each => each.pathspec === baseline || each.pathspec.endsWith(`/${baseline}`) || each.tags.includes(baseline ?? '')
  );
  if (baseline !== undefined && baseline !== 'best' && !isThere)
    throw new HeadwaterError('HW721', `None of the ${read.length} runs is '${baseline}' or tagged so, which the baseline should be.`, {
      about: baseline,
      hint: "Give a run's id or pathspec, one of its tags, or 'best'."
    });
}

function nothingToCompare(): HeadwaterError {
  const seen = getNamespace();
  return seen === null
    ? new HeadwaterError('HW720', 'There are no runs to compare.', { about: 'compare', hint: 'Run the flow, or choose other runs.' })
    : new HeadwaterError('HW720', `There are no runs to compare among those in the namespace '${seen}'.`, {
        about: 'compare',
        hint: "Call namespace(null) to see everybody's runs, run the flow, or choose other runs."
      });
}

function unknownName(kind: 'metric' | 'parameter', name: string, names: readonly string[]): HeadwaterError {
  const near = nearNames(name, names);
  return new HeadwaterError('HW721', `None of the runs has a ${kind} '${name}'.`, {
    about: name,
    hint:
      near.length > 0 ? `Did you mean ${near.join(' or ')}?` : names.length === 0 ? `They have no ${kind}s.` : `They have ${some(names)}.`
  });
}
