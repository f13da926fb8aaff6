import { statSync } from 'node:fs';
import type { Finding, RunFacts } from '../../src/comparison/run-facts';
import { isHeadwaterError } from '../../src/errors';
import { timeOfRunId } from '../../src/metadata/run-order';
import { recordPath, storeFolder } from '../../src/metadata/store-paths';
import type { RunPlace } from '../run-place';
import type { Store } from '../store';
import { branchMetrics } from './branches';
import { environmentOf } from './environment';
import { keeper } from './keeper';
import { readCells } from './read-cells';
import { readValues } from './read-values';
import { readBase, type RunBase, type TaskIndex } from './run-base';

/** Records of runs that have ended, with the time of the record that tags change. */
const ended = keeper<{ readonly stamp: number; readonly base: RunBase }>(20_000);

/** What of a run can be compared. `metrics`: names of what is wanted; null: everything small. A damaged run has its problem and nothing else. */
export async function readFacts(place: RunPlace, metrics: readonly string[] | null): Promise<RunFacts> {
  try {
    return await factsOf(place.store(), knownBase(place), metrics);
  } catch (error) {
    if (isHeadwaterError(error) && error.code === 'HW410') return damaged(place, error.message);
    throw error;
  }
}

function knownBase(place: RunPlace): RunBase {
  const { root } = place.store();
  const key = `${root}\0${place.flow}/${place.id()}`;
  const stamp = statSync(recordPath(storeFolder(root, place.flow, place.id())), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const known = ended.get(key);
  if (known?.stamp === stamp) return known.base;
  const base = readBase(place);
  if (base.run.status !== 'running' && base.run.status !== 'unfinished') ended.set(key, { stamp, base });
  return base;
}

async function factsOf(store: Store, base: RunBase, wanted: readonly string[] | null): Promise<RunFacts> {
  const [flow = ''] = base.run.pathspec.split('/');
  const cells = base.code === null ? null : await readCells(store, flow, base.code);
  const variables = variablesOf(base);
  return {
    ...base.run,
    parameters: parametersOf(store, base),
    metrics: metricsOf(store, base, variables, wanted, foreachNames(cells)),
    data: new Map([...variables].map(([name, { artifacts }]) => [name, keyAndType(artifacts, name)])),
    cells,
    environment: environmentOf(store, base),
    cost: base.cost,
    inputs: base.cost?.inputs ?? null,
    problem: null
  };
}

function parametersOf(store: Store, { parameters, parameterNames }: RunBase): ReadonlyMap<string, Finding> {
  const found = new Map<string, Finding>();
  for (const name of parameterNames) {
    const artifact = parameters?.artifacts[name];
    if (parameters === null || artifact === undefined) continue;
    for (const [field, finding] of readValues(store, parameters.path, name, artifact, false, false) ?? []) found.set(field, finding);
  }
  return found;
}

/** By name, where its last value lies; without parameters and what is not the user's own. */
function variablesOf({ variables, parameterNames }: RunBase): Map<string, TaskIndex> {
  const found = new Map<string, TaskIndex>();
  const skipped = new Set(['name', 'item', ...parameterNames]);
  for (const index of variables)
    for (const name of Object.keys(index.artifacts)) if (!name.startsWith('_') && !skipped.has(name)) found.set(name, index);
  return found;
}

function metricsOf(
  store: Store,
  base: RunBase,
  variables: ReadonlyMap<string, TaskIndex>,
  wanted: readonly string[] | null,
  branches: ReadonlySet<string>
): ReadonlyMap<string, Finding> {
  const found = new Map<string, Finding>();
  const isWanted = (name: string): boolean => wanted === null || wanted.some(each => each === name || each.startsWith(`${name}.`));
  for (const [name, { path, artifacts }] of variables) {
    const artifact = artifacts[name];
    if (artifact === undefined || !isWanted(name)) continue;
    for (const [field, finding] of readValues(store, path, name, artifact, wanted !== null, branches.has(name)) ?? [])
      found.set(field, finding);
  }
  const isMissing = (name: string): boolean => isWanted(name) && !variables.has(name) && !base.parameterNames.includes(name);
  if (base.parameters?.artifacts['_hw_provenance'] === undefined)
    for (const [name, finding] of branchMetrics(store, base, isMissing)) found.set(name, finding);
  return found;
}

/** Names of variables that hold what a foreach of ours gave: `const scores = await foreach(`. */
function foreachNames(cells: RunFacts['cells']): ReadonlySet<string> {
  const found = (cells ?? []).flatMap(({ source }) => [
    ...source.matchAll(/([\p{L}_$][\p{L}\p{N}_$]*)\s*(?::[^=;]+)?=\s*await\s+foreach\b/gu)
  ]);
  return new Set(found.flatMap(([, name]) => name ?? []));
}

function keyAndType(artifacts: TaskIndex['artifacts'], name: string): { readonly key: string; readonly type: string } {
  const { key = '', pythonType = '' } = artifacts[name] ?? {};
  return { key, type: /^<class '(.*)'>$/.exec(pythonType)?.[1] ?? pythonType };
}

function damaged(place: RunPlace, problem: string): RunFacts {
  const none = new Map<string, never>();
  return {
    pathspec: `${place.flow}/${place.id()}`,
    createdAt: timeOfRunId(place.id()) ?? 0,
    finishedAt: null,
    status: 'unfinished',
    user: null,
    tags: [],
    parameters: none,
    metrics: none,
    data: none,
    cells: null,
    environment: none,
    cost: null,
    inputs: null,
    problem
  };
}
