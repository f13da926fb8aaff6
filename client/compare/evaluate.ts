import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Finding, RunFacts } from '../../src/comparison/run-facts';
import { isHeadwaterError } from '../../src/errors';
import { storeFolder } from '../../src/metadata/store-paths';
import type { Artifacts, Run } from '../api';
import { placeOfItem } from '../run-item';
import type { RunWithFacts } from './run-with-facts';
import { evaluationCache, type EvaluationCache } from './evaluation-cache';
import { findValues } from './find-values';
import { fingerprint } from './fingerprint';
import { progressSign } from './progress-sign';

/** How to evaluate. */
export interface EvaluateOptions {
  /** How many runs are under way at a time; left out: as many as there are processors. What waits overlaps; what computes shares the one thread of this process. */
  readonly concurrency?: number;
  /** When it is aborted, runs that have not begun are given up: their error is its reason. */
  readonly signal?: AbortSignal;
  /** Name of the metric that a result which is no object becomes; left out: `evaluated`. */
  readonly name?: string;
  /** False: computed anew, and not kept. */
  readonly cache?: boolean;
}

/** What came of a run: its value, or why there is none. */
export interface Evaluated<T, A = Artifacts> {
  readonly run: Run<A>;
  /** Undefined when it failed. */
  readonly value: T | undefined;
  readonly error: Error | null;
  /** True when it was computed before, by the same code from the same inputs. */
  readonly isCached: boolean;
}

/** What came of all runs. */
export interface EvaluatedRuns<T, A> {
  readonly results: readonly Evaluated<T, A>[];
  /** The runs with the results among their metrics. */
  readonly runs: readonly RunWithFacts<A>[];
  /** Names of the metrics that the results are. */
  readonly added: readonly string[];
  readonly uncached: string | null;
}

/** Applies a function to each run. A run for which it throws has its error as the metric's text; the others go on. */
export async function evaluateRuns<T, A>(
  runs: readonly RunWithFacts<A>[],
  work: (run: Run<A>) => T | Promise<T>,
  { concurrency = availableParallelism(), signal, name = 'evaluated', cache = true }: EvaluateOptions
): Promise<EvaluatedRuns<T, A>> {
  const code = cache ? fingerprint(work) : { key: null, reason: 'cache: false was given' };
  const sign = progressSign('Evaluating runs', runs.length);
  let done = 0;
  const results = await overlapping(runs, concurrency, async each => {
    const result = signal?.aborted === true ? givenUp<T, A>(each.run, signal) : await evaluateOne(each, work, code.key);
    await sign.step((done += 1));
    return result;
  });
  sign.end();
  const extended = runs.map((each, at) => ({ run: each.run, facts: withResult(each.facts, name, results[at]) }));
  const added = [...new Set(results.flatMap(each => foundIn(name, each).map(([field]) => field)))];
  return { results, runs: extended, added, uncached: code.reason };
}

function givenUp<T, A>(run: Run<A>, signal: AbortSignal): Evaluated<T, A> {
  const reason: unknown = signal.reason;
  return { run, value: undefined, error: reason instanceof Error ? reason : new Error(String(reason)), isCached: false };
}

async function evaluateOne<T, A>(
  { run, facts }: RunWithFacts<A>,
  work: (run: Run<A>) => T | Promise<T>,
  code: string | null
): Promise<Evaluated<T, A>> {
  const cache = code === null ? null : cacheOf<T, A>(run, facts, code);
  const known = cache?.read() ?? null;
  if (known !== null) return { run, value: known.value, error: null, isCached: true };
  try {
    const value = await work(run);
    cache?.write(value);
    return { run, value, error: null, isCached: false };
  } catch (error) {
    return { run, value: undefined, error: error instanceof Error ? error : new Error(String(error)), isCached: false };
  }
}

/** By the run, its tags, and the content of everything that it has. Null for a run that may still change. */
function cacheOf<T, A>(run: Run<A>, facts: RunFacts, code: string): EvaluationCache<T> | null {
  const place = placeOfItem(run);
  if (place === null || facts.status === 'running' || facts.status === 'unfinished') return null;
  const contents = [...facts.data].map(([name, { key }]) => `${name} ${key}`).sort();
  const inputs = JSON.stringify([code, facts.pathspec, facts.tags, [...facts.parameters], contents]);
  const folder = join(storeFolder(place.store().root, place.flow), '_headwater', 'evaluations');
  return evaluationCache(join(folder, createHash('sha1').update(inputs).digest('hex')), place.store().context);
}

function withResult<T, A>(facts: RunFacts, name: string, result: Evaluated<T, A> | undefined): RunFacts {
  return { ...facts, metrics: new Map([...(result === undefined ? [] : foundIn(name, result)), ...facts.metrics]) };
}

/** A result's fields are metrics under their own names. */
function foundIn<T, A>(name: string, { value, error }: Evaluated<T, A>): readonly (readonly [string, Finding])[] {
  if (error !== null) return [[name, { kind: 'text', value: `${isHeadwaterError(error) ? error.code : error.name}: ${error.message}` }]];
  return findValues(name, value).map(([field, finding]) => [field.startsWith(`${name}.`) ? field.slice(name.length + 1) : field, finding]);
}

async function overlapping<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) results[at] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(most, items.length)) }, worker));
  return results;
}
