import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { replaceFile } from '../datastore/write-file';
import type { Observation, ObservedEdge, ObservedStep } from '../graph/observation';
import type { NotebookCode } from '../language/code';
import { namesIn } from '../metadata/read-json';
import { sortRunIds } from '../metadata/run-order';
import { storeFolder } from '../metadata/store-paths';
import { observedEdges } from '../run/observed-edges';
import type { RunState } from '../run/run-state';
import type { CodeHashes } from './code-hashes';
import { runFolder } from './run-folder';

/** Code as runs are compared by. */
export interface HashedCode {
  readonly code: NotebookCode;
  readonly hashes: CodeHashes;
}

/** What a run keeps of what its steps really read and wrote: `edges.json`. */
interface StoredEdges {
  readonly v: 1;
  readonly run: string;
  /** Hash of the parameters and setup cells. */
  readonly setup: string;
  readonly steps: Readonly<Record<string, StoredStep>>;
  readonly edges: readonly ObservedEdge[];
}

interface StoredStep extends ObservedStep {
  /** Of the step's own cells. */
  readonly hash: string;
  /** Of everything that the notebook defines under each name that the step used as a definition. */
  readonly definitions: Readonly<Record<string, string>>;
}

/** Writes what a run's committed steps have really read from each other. @throws HeadwaterError HW413, HW414 when the store cannot be written */
export function writeEdges(path: string, run: string, state: RunState, { code, hashes }: HashedCode): void {
  const { steps, edges } = observedEdges(state);
  const stored = steps.map(({ name, definitions, ...seen }) => {
    const hashesOf = Object.fromEntries(definitions.map(each => [each, definitionHash(code, each)]));
    return [name, { ...seen, hash: hashes.steps[name] ?? '', definitions: hashesOf }] as const;
  });
  const record: StoredEdges = { v: 1, run, setup: hashes.setup, steps: Object.fromEntries(stored), edges };
  replaceFile(path, [JSON.stringify(record)], 'edges');
}

/** Runs that are looked at, from the newest, and records that are used: a start must not take long. Runs without one were killed or still go on. */
const lookBack = 20;
const mostRecords = 5;

/**
 * What the flow's newest runs have shown of the steps whose code, definitions and setup are the same now; newest first, `[]` when there are none.
 * `codeNow` is asked only when there is a record. A record that cannot be read counts as none: without it a run costs time, no more.
 */
export function loadObservations(root: string, flow: string, codeNow: () => HashedCode): Observation[] {
  const records: StoredEdges[] = [];
  for (const run of newestRuns(root, flow)) if (records.length < mostRecords) records.push(...readRecord(runFolder(root, flow, run).edges));
  if (records.length === 0) return [];
  const now = codeNow();
  return records.map(record => observationOf(record, now)).filter(({ steps }) => Object.keys(steps).length > 0);
}

function newestRuns(root: string, flow: string): string[] {
  return sortRunIds(namesIn(storeFolder(root, flow)), () => null).slice(0, lookBack);
}

function readRecord(path: string): StoredEdges[] {
  try {
    const record = JSON.parse(readFileSync(path, 'utf8')) as StoredEdges;
    return isWhole(record) ? [record] : [];
  } catch {
    return [];
  }
}

/** Throws or gives false for anything but a record of this version. */
function isWhole({ v, edges, steps }: StoredEdges): boolean {
  const sound = Object.values(steps).every(({ reads, writes, shared, definitions }) => {
    return [reads, writes, shared].every(Array.isArray) && Object.keys(definitions).length >= 0;
  });
  return v === 1 && Array.isArray(edges) && edges.every(({ from, to }) => from !== to) && sound;
}

function observationOf({ run, setup, steps, edges }: StoredEdges, { code, hashes }: HashedCode): Observation {
  const isSame = ([name, step]: readonly [string, StoredStep]): boolean =>
    setup === hashes.setup &&
    step.hash === hashes.steps[name] &&
    Object.entries(step.definitions).every(([each, hash]) => hash === definitionHash(code, each));
  const same = Object.fromEntries(Object.entries(steps).filter(isSame));
  return { run, steps: same, edges: edges.filter(({ from, to }) => Object.hasOwn(same, from) && Object.hasOwn(same, to)) };
}

function definitionHash(code: NotebookCode, name: string): string {
  const expressions = code.cells.flatMap(cell => cell.definitions.filter(each => each.name === name).map(each => each.expression));
  return createHash('sha1').update(JSON.stringify(expressions)).digest('hex');
}
