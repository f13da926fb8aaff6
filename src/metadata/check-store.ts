import { existsSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { readBytes } from '../datastore/read-file';
import { isHeadwaterError } from '../errors';
import { blobFiles } from './blob-references';
import { isIntact } from './intact-blob';
import { openReader } from './local-reader';
import type { TaskPath } from './metadata';
import { namesIn } from './read-json';
import { readRunLife } from './run-life';
import { recordPath, storeFolder } from './store-paths';
import { filesBelow, leftoversBelow } from './walk-run';
import { tornReason } from './whole-task';

/** Something that is wrong in a store. `note`: worth knowing, but not damage. */
export interface StoreProblem {
  readonly kind: 'damaged-blob' | 'missing-blob' | 'damaged-file' | 'damaged-task' | 'incomplete-task' | 'torn-line' | 'leftover';
  readonly severity: 'error' | 'note';
  /** The file, or the task's pathspec. */
  readonly about: string;
  readonly message: string;
  /** Pathspecs of the artifacts that are lost by it. */
  readonly artifacts: readonly string[];
}

/** What a check has gone through. */
export interface StoreCheck {
  readonly flows: number;
  readonly runs: number;
  readonly blobs: number;
  readonly bytes: number;
  readonly problems: readonly StoreProblem[];
}

/** Checks whole flows: every blob against its key, every record, every reference. Reads everything. `now` in milliseconds since 1970. */
export function checkStore(root: string, flows: readonly string[], now: number): StoreCheck {
  const checks = flows.map(flow => checkFlow(root, flow, now));
  const sum = (pick: (each: StoreCheck) => number): number => checks.reduce((total, each) => total + pick(each), 0);
  return {
    flows: flows.length,
    runs: sum(each => each.runs),
    blobs: sum(each => each.blobs),
    bytes: sum(each => each.bytes),
    problems: checks.flatMap(each => each.problems)
  };
}

function checkFlow(root: string, flow: string, now: number): StoreCheck {
  const runs = namesIn(storeFolder(root, flow)).filter(name => !['_meta', 'data', 'latest_run'].includes(name));
  const files = ['_meta', ...runs].flatMap(name => recordsBelow(storeFolder(root, flow, name)));
  const damaged = files.map(path => fileProblem(root, path)).filter(each => each !== null);
  const references = referencesIn(root, files);
  const blobs = [...blobFiles(root, flow)];
  const known = new Set(blobs.map(each => each.key));
  const problems = [
    ...damaged,
    ...blobs.filter(each => !isIntact(root, flow, each)).map(each => damagedBlob(root, each, references)),
    ...[...references].filter(([key]) => !known.has(key)).map(([key, artifacts]) => missingBlob(flow, key, artifacts)),
    ...runs.flatMap(run => unfinished(root, flow, run, now))
  ];
  return { flows: 1, runs: runs.length, blobs: blobs.length, bytes: blobs.reduce((total, each) => total + each.size, 0), problems };
}

/** Files of a run, without those that a writer has not renamed yet. */
function recordsBelow(folder: string): string[] {
  const hidden = [...leftoversBelow(folder)];
  const isHidden = (path: string): boolean => hidden.some(each => path === each || path.startsWith(each + sep));
  return [...filesBelow(folder)].map(each => each.path).filter(path => !isHidden(path));
}

function fileProblem(root: string, path: string): StoreProblem | null {
  if (!/\.(json|jsonl|task_begin|runtime)$/.test(path)) return null;
  const text = readBytes(path)?.toString('utf8') ?? 'null';
  if (!path.endsWith('.jsonl')) return isJson(text) ? null : damagedFile(root, path);
  // What follows the last line feed is being written, or was when its writer died.
  const broken = text
    .split('\n')
    .slice(0, -1)
    .filter(line => line !== '' && !isJson(line));
  if (broken.length === 0) return null;
  return broken.every(isTorn) ? tornLine(root, path) : damagedFile(root, path);
}

/** The beginning of a line, whose writer died or had no space left; whoever wrote after it began a new line. */
function isTorn(line: string): boolean {
  return /^\{("|$)/.test(line) && !line.includes('\0');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Pathspecs of the artifacts, by the key that they name. */
function referencesIn(root: string, files: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of files) {
    const name = basename(path).startsWith('sysmeta_code-package_')
      ? '(code package)'
      : /^\d+_artifact_(.*)\.json$/.exec(basename(path))?.[1];
    const key =
      name === undefined ? undefined : /\\?"sha\\?":\s*\\?"([0-9a-f]{40})\\?"/.exec(readBytes(path)?.toString('latin1') ?? '')?.[1];
    if (name === undefined || key === undefined) continue;
    const task = relative(root, join(path, '..', '..'))
      .split(sep)
      .join('/');
    found.set(key, [...(found.get(key) ?? []), `${task}/${name}`]);
  }
  return found;
}

function damagedFile(root: string, path: string): StoreProblem {
  return { kind: 'damaged-file', severity: 'error', about: relative(root, path), message: 'is not whole JSON', artifacts: [] };
}

function damagedBlob(
  root: string,
  blob: { readonly key: string; readonly path: string },
  references: ReadonlyMap<string, readonly string[]>
): StoreProblem {
  const artifacts = references.get(blob.key) ?? [];
  return { kind: 'damaged-blob', severity: 'error', about: relative(root, blob.path), message: 'does not match its key', artifacts };
}

function missingBlob(flow: string, key: string, artifacts: readonly string[]): StoreProblem {
  return { kind: 'missing-blob', severity: 'error', about: join(flow, 'data', key.slice(0, 2), key), message: 'is missing', artifacts };
}

function tornLine(root: string, path: string): StoreProblem {
  const message = 'has a line that its writer did not finish; readers leave it out';
  return { kind: 'torn-line', severity: 'note', about: relative(root, path), message, artifacts: [] };
}

/** What a run that does not go on has left unfinished, or says is finished and is not. */
function unfinished(root: string, flow: string, run: string, now: number): StoreProblem[] {
  try {
    if (readRunLife(root, flow, run, now) === 'running') return [];
    const tasks = namesIn(storeFolder(root, flow, run))
      .filter(step => step !== '_headwater' && existsSync(recordPath(storeFolder(root, flow, run, step))))
      .flatMap(step => openReader(root).tasks(flow, run, step));
    const leftovers = [...leftoversBelow(storeFolder(root, flow, run))].map(path => leftover(root, path));
    return [...tasks.flatMap(each => taskProblem(root, each) ?? []), ...leftovers];
  } catch (error) {
    // Its damaged record is reported already.
    if (isHeadwaterError(error)) return [];
    throw error;
  }
}

/** A task whose last attempt was never published is what a killed Metaflow task leaves. */
function taskProblem(root: string, path: TaskPath): StoreProblem | null {
  const { flow, run, step, task } = path;
  const about = `${flow}/${run}/${step}/${task}`;
  const isDone = namesIn(join(storeFolder(root, flow, run, step, task), '_meta')).some(name => name.startsWith('sysmeta_attempt-done_'));
  if (!isDone) return { kind: 'incomplete-task', severity: 'note', about, message: 'did not finish', artifacts: [] };
  const reason = tornReason(root, path);
  return reason === null ? null : { kind: 'damaged-task', severity: 'error', about, message: reason, artifacts: [] };
}

function leftover(root: string, path: string): StoreProblem {
  const message = 'was left by a writer that died; `headwater gc` removes it';
  return { kind: 'leftover', severity: 'note', about: relative(root, path), message, artifacts: [] };
}
