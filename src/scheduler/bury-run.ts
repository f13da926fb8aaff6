import { reattachLocal } from '../compute/local';
import { diedCode } from '../metadata/run-life';
import { openEventLog, readEventLog } from './event-log';
import { diagnosticOfTask } from './error-shapes';
import { dropLease, isDead, ownLease, readLease, takeOver } from './lease';
import type { RunFolder } from './run-folder';
import { lineVersion, type RunLine } from './run-line';
import { writeSummary } from './run-summary';
import type { TaskError } from '../task/protocol';

/**
 * Closes a run whose scheduler was killed: ends what it had started and still runs, and records that it failed. What had committed is kept.
 * False when the run has a living owner, none at all, or somebody else is closing it.
 * @throws HeadwaterError HW413, HW414 when the store cannot be written
 */
export function buryRun(folder: RunFolder): boolean {
  const now = Date.now();
  const lease = readLease(folder.lease);
  if (lease === null || !isDead(lease, now) || !takeOver(folder.lease, lease, { ...ownLease(now), closing: true })) return false;
  const lines = readAll(folder);
  for (const process of processesOf(lines)) reattachLocal(process)?.cancel();
  const header = lines.find(line => line.type === 'run');
  if (header !== undefined && !lines.some(line => line.type === 'deed' && line.deed.type === 'end')) recordDeath(folder, header, now);
  dropLease(folder.lease);
  return true;
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

function recordDeath(folder: RunFolder, { at: startedAt, run: header }: RunLine & { type: 'run' }, at: number): void {
  const { flow, run, notebook } = header;
  const error = deathOf(`${flow}/${run}`);
  const log = openEventLog(folder.events);
  log.append({ v: lineVersion, at, type: 'deed', deed: { type: 'end', status: 'failed', error, task: null } });
  log.close();
  writeSummary(folder, { v: 1, flow, run, notebook, status: 'failed', startedAt, finishedAt: at, error: diagnosticOfTask(error) });
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
