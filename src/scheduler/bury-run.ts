import { existsSync } from 'node:fs';
import { reattachLocal } from '../compute/local';
import { replaceFile } from '../datastore/write-file';
import { passWritePoint } from '../datastore/write-point';
import { bootId } from '../machine/processes';
import { openReader } from '../metadata/local-reader';
import { readJsonObject, textField } from '../metadata/read-json';
import { removeHalfAttempts } from '../metadata/half-attempts';
import { removeTorn, removeTornBlobs } from '../metadata/remove-torn';
import { diedCode } from '../metadata/run-life';
import type { RunStatus } from '../run/instruction';
import { nextState } from '../run/next-state';
import { newRunState } from '../run/run-state';
import type { TaskError } from '../task/protocol';
import { openEventLog, readEventLog } from './event-log';
import { diagnosticOfTask } from './error-shapes';
import { dropLease, isDead, ownLease, readLease, takeOver, type Lease } from './lease';
import { releaseSpace } from './reserve-space';
import { costMeter, type RunCost } from './run-cost';
import { placeOf, type RunFolder } from './run-folder';
import { lineVersion, type RunHeader, type RunLine } from './run-line';
import { writeSummary } from './run-summary';

/**
 * Closes a run whose scheduler was killed: ends what it had started and still runs, and records how it ended: failed, unless it had already
 * recorded its last step. What had committed is kept; after a restart of the machine, what did not reach the disk whole is taken out.
 * False when the run has a living owner, none at all, or somebody else is closing it.
 * @throws HeadwaterError HW413, HW414 when the store cannot be written
 */
export function buryRun(folder: RunFolder): boolean {
  const now = Date.now();
  const lease = ownerOf(folder);
  if (lease === null || !isDead(lease, now)) return false;
  releaseSpace(folder);
  if (!takeOver(folder.lease, lease, { ...ownLease(now), closing: true })) return false;
  const lines = readAll(folder);
  for (const process of processesOf(lines)) reattachLocal(process)?.cancel();
  removeHalfAttempts(placeOf(folder), triedTasks(lines));
  const torn = lease.boot === bootId() ? [] : mend(folder, lines);
  const started = lines.find(line => line.type === 'run');
  if (started !== undefined) record(folder, started, lines, torn, now);
  passWritePoint('buried');
  dropLease(folder.lease);
  return true;
}

/** A lease that a power cut has emptied still says that there was an owner. */
function ownerOf(folder: RunFolder): Lease | null {
  const lease = readLease(folder.lease);
  if (lease !== null || !existsSync(folder.lease)) return lease;
  return { ...ownLease(0), boot: 'unknown', pid: 0, started: null };
}

function readAll(folder: RunFolder): RunLine[] {
  const reader = readEventLog(folder.events);
  const lines = reader.next();
  reader.close();
  return lines;
}

function processesOf(lines: readonly RunLine[]): Set<string> {
  return new Set(lines.flatMap(line => (line.type === 'deed' && line.deed.type === 'execute' ? [line.deed.process] : [])));
}

/** After a power cut: takes out what did not reach the disk whole, and says which tasks that were. */
function mend(folder: RunFolder, lines: readonly RunLine[]): string[] {
  const { root, flow, run } = placeOf(folder);
  if (lines.length > 0) replaceFile(folder.events, [lines.map(line => `${JSON.stringify(line)}\n`).join('')]);
  const torn = removeTorn(root, flow, run);
  removeTornBlobs(root, flow, Number(run) / 1000);
  return torn;
}

/** Tasks with an attempt that failed: another one may have been half published. */
function triedTasks(lines: readonly RunLine[]): Set<string> {
  return new Set(
    lines.flatMap(line => (line.type === 'deed' && line.deed.type === 'commit' && line.deed.error !== null ? [line.deed.task] : []))
  );
}

/** Says how the run has ended, unless it has said so itself and nothing of it was lost. */
function record(
  folder: RunFolder,
  { at: startedAt, run: header }: RunLine & { type: 'run' },
  lines: readonly RunLine[],
  torn: readonly string[],
  at: number
): void {
  const told = lines.some(line => line.type === 'deed' && line.deed.type === 'end');
  if (told && torn.length === 0) return;
  const end = endOf(folder, header, torn);
  if (!told) tellEnd(folder, end, at);
  const { flow, run, notebook } = header;
  const error = end.error === null ? null : diagnosticOfTask(end.error);
  writeSummary(folder, { v: 1, flow, run, notebook, status: end.status, startedAt, finishedAt: at, error, ...costOf(header, lines) });
}

/** Nothing for a log of which so much is lost that its events make no sense together. */
function costOf({ plan }: RunHeader, lines: readonly RunLine[]): { readonly cost?: RunCost } {
  const meter = costMeter();
  try {
    let state = newRunState(plan);
    for (const line of lines) {
      if (line.type !== 'event') continue;
      meter.take(line.event);
      [state] = nextState(state, line.event);
    }
    return { cost: meter.cost(state) };
  } catch {
    return {};
  }
}

interface End {
  readonly status: RunStatus;
  readonly error: TaskError | null;
  readonly task: string | null;
}

function tellEnd(folder: RunFolder, end: End, at: number): void {
  const log = openEventLog(folder.events);
  log.append({ v: lineVersion, at, type: 'deed', deed: { type: 'end', ...end } });
  log.close();
}

/** The task of the last step is published last: where it is, the run was complete. What its summary has said of a run that failed stays said. */
function endOf(folder: RunFolder, header: RunHeader, torn: readonly string[]): End {
  const { root, flow, run, plan } = header;
  if (torn.length > 0) return failed(lossOf(`${flow}/${run}`, torn));
  const [last] = openReader(root).tasks(flow, run, plan.endStep);
  if (last !== undefined) return { status: 'successful', error: null, task: last.task };
  return saidBefore(folder) ?? failed(deathOf(`${flow}/${run}`));
}

function failed(error: TaskError): End {
  return { status: 'failed', error, task: null };
}

function saidBefore(folder: RunFolder): End | null {
  const summary = readJsonObject(folder.summary) ?? {};
  const status = textField(summary, 'status');
  if (status !== 'failed' && status !== 'stopped') return null;
  const error = summary['error'] as Partial<TaskError> | null | undefined;
  return { status, error: error === null || error === undefined ? null : { ...deathOf(''), ...error, type: 'Error' }, task: null };
}

/** What to do about a run whose scheduler has died. */
export function diedHint(pathspec: string): string {
  return `headwater resume ${pathspec} goes on from there; scheduler.log in the run's _headwater folder may say why it died.`;
}

function deathOf(pathspec: string): TaskError {
  return {
    code: diedCode,
    type: 'Died',
    message: `The scheduler of run ${pathspec} has died; what it had committed is kept.`,
    hint: diedHint(pathspec),
    about: pathspec,
    cell: null,
    range: null,
    stack: ''
  };
}

function lossOf(pathspec: string, torn: readonly string[]): TaskError {
  const named = `${torn.slice(0, 3).join(', ')}${torn.length > 3 ? ` and ${torn.length - 3} more` : ''}`;
  return {
    ...deathOf(pathspec),
    code: 'HW531',
    message: `The machine stopped during run ${pathspec} before all of it was on the disk: ${named} ${torn.length === 1 ? 'was' : 'were'} taken out.`,
    hint: `What is left is whole: headwater resume ${pathspec} makes the rest again.`
  };
}
