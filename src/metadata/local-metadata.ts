import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { explainWrite, makeFolder, removeQuietly, replaceFile, temporaryName, writeParts } from '../datastore/write-file';
import { passWritePoint, type WritePoint } from '../datastore/write-point';
import { removeAttempt } from './half-attempts';
import type { RunRecord, TaskPublication } from './metadata';
import type { StoredRun } from './run-record';
import { asciiJson, recordPath, storeFolder } from './store-paths';
import { taskFiles, type TaskFile, type TaskFiles } from './task-files';
import { writeLog } from './write-log';

export { registerRun } from './run-record';

/**
 * Publishes a finished attempt of a task. A task's first attempt appears at once, whole, by the rename of its folder; further attempts are
 * written file by file in an order that never lets an incomplete one look complete. The run must have been registered.
 * Whenever this process dies, readers see attempts that are whole or not at all.
 * @throws HeadwaterError HW413, HW414 when the store cannot be written
 */
export function publishTask(root: string, publication: TaskPublication): void {
  const { flow, run: id, step, task } = publication;
  const run = readRun(root, flow, id);
  publishStep(root, run, publication);
  const folder = storeFolder(root, flow, id, step, task);
  if (existsSync(recordPath(folder))) addAttempt(root, folder, run, publication);
  else publishFirst(root, folder, run, publication);
}

const knownRuns = new Map<string, RunRecord>();

/** Who owns a run never changes, and tags on tasks are not read by anybody: once a process is enough. */
function readRun(root: string, flow: string, id: string): RunRecord {
  const path = recordPath(storeFolder(root, flow, id));
  const known = knownRuns.get(path);
  if (known !== undefined) return known;
  const stored = JSON.parse(readFileSync(path, 'utf8')) as StoredRun;
  const { user_name: user, tags, system_tags: systemTags, ts_epoch: createdAt } = stored;
  const run = { flow, run: id, user, tags, systemTags, createdAt };
  knownRuns.set(path, run);
  return run;
}

const publishedSteps = new Set<string>();
const newestStep = new Map<string, number>();

/** Clients list steps by time, so each step gets a later one than those committed before it, even where it was started ahead of them. */
function publishStep(root: string, run: RunRecord, publication: TaskPublication): void {
  const { flow, run: id, step } = publication;
  const path = recordPath(storeFolder(root, flow, id, step));
  if (publishedSteps.has(path)) return;
  if (!existsSync(path)) writeStep(root, run, publication, path);
  publishedSteps.add(path);
}

function writeStep(root: string, run: RunRecord, publication: TaskPublication, path: string): void {
  const { flow, run: id, step } = publication;
  const key = storeFolder(root, flow, id);
  const createdAt = Math.max(publication.startedAt, (newestStep.get(key) ?? 0) + 1);
  newestStep.set(key, createdAt);
  const record = { flow_id: flow, run_number: id, step_name: step, user_name: run.user, tags: run.tags, system_tags: run.systemTags };
  replaceFile(path, [asciiJson({ ...record, ts_epoch: createdAt })], 'step-record');
}

function publishFirst(root: string, folder: string, run: RunRecord, publication: TaskPublication): void {
  const hidden = join(folder, '..', temporaryName());
  try {
    makeFolder(join(hidden, '_meta'));
    passWritePoint('task-folder');
    const files = taskFiles(root, run, publication, writeLogs(hidden, publication));
    passWritePoint('task-logs');
    for (const [point, group] of inOrder(files)) {
      for (const each of group) writeParts(join(hidden, each.path), [each.text]);
      passWritePoint(point);
    }
    renameSync(hidden, folder);
    passWritePoint('task-renamed');
  } catch (error) {
    removeQuietly(hidden);
    throw explainWrite(error, folder);
  }
}

/**
 * Metaflow's client takes the last `attempt-done` for the attempt to show, its datastore the last `attempt.json`, and refuses a task where that
 * one is not done: so the attempt before stays in force for both until these two follow each other, last of all.
 */
function addAttempt(root: string, folder: string, run: RunRecord, publication: TaskPublication): void {
  try {
    const files = taskFiles(root, run, publication, writeLogs(folder, publication));
    passWritePoint('attempt-logs');
    const { begin, artifacts, end, attempt, attemptDone } = files;
    const added = [...begin, ...artifacts, ...end, attempt, attemptDone];
    for (const each of added) replaceFile(join(folder, each.path), [each.text], 'attempt-file');
  } catch (error) {
    withdrawQuietly(folder, publication.attempt);
    throw explainWrite(error, folder);
  }
}

/** The failure itself is what is worth telling; a full disk lets files be removed. */
function withdrawQuietly(folder: string, attempt: number): void {
  try {
    removeAttempt(folder, attempt);
  } catch {
    // Whoever closes the run tries again.
  }
}

function inOrder(files: TaskFiles): [WritePoint, readonly TaskFile[]][] {
  return [
    ['task-record', [files.record]],
    ['task-begin', [files.attempt, ...files.begin]],
    ['task-artifacts', files.artifacts],
    ['task-end', files.end],
    ['task-attempt-done', [files.attemptDone]]
  ];
}

/** Logs in the task's folder; a last line without line feed is remembered, since Metaflow's lines cannot say so. */
function writeLogs(folder: string, publication: TaskPublication): TaskPublication['metadata'] {
  return (['stdout', 'stderr'] as const).flatMap(stream => {
    const slice = publication[stream];
    if (slice === null) return [];
    const open = writeLog(slice, join(folder, `${publication.attempt}.runtime_${stream}.log`), publication.finishedAt);
    return open ? [{ field: `hw-${stream}-open`, type: 'headwater', value: 'True' }] : [];
  });
}
