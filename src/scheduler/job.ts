import { statSync } from 'node:fs';
import type { ComputeHandle } from '../compute/compute';
import { emptyRecord } from '../run/empty-record';
import type { ExecutionRecord } from '../task/protocol';
import type { WorkClock } from './work-clock';

/** A process with what it runs now. */
export interface Job {
  readonly handle: ComputeHandle;
  /** Null between items of a foreach. */
  execution: number | null;
  /** False once its process has ended. */
  alive: boolean;
  /** Milliseconds since 1970; when its execution was ordered. */
  orderedAt: number;
  /** Sizes of its logs as its execution was ordered. */
  logsFrom: { readonly stdout: number; readonly stderr: number };
  /** Ends an execution that works for too long; null when it may take any time. */
  clock: WorkClock | null;
}

/** A process that has nothing to do yet. */
export function newJob(handle: ComputeHandle): Job {
  return { handle, execution: null, alive: true, orderedAt: 0, logsFrom: { stdout: 0, stderr: 0 }, clock: null };
}

/** Notes what a process is to run. */
export function assign(job: Job, execution: number, now: number): void {
  job.execution = execution;
  job.orderedAt = now;
  job.logsFrom = { stdout: sizeOf(job.handle.submission.stdout), stderr: sizeOf(job.handle.submission.stderr) };
}

/** Notes that a process has come to the end of what it ran. */
export function settle(job: Job): void {
  job.execution = null;
  job.clock?.stop();
  job.clock = null;
}

/** What can be said of an execution whose process ended before it reported: when, and what it printed. */
export function lostRecord(job: Job, now: number): ExecutionRecord {
  const { stdout, stderr } = job.handle.submission;
  return {
    ...emptyRecord(now),
    startedAt: job.orderedAt,
    stdout: { start: job.logsFrom.stdout, end: sizeOf(stdout) },
    stderr: { start: job.logsFrom.stderr, end: sizeOf(stderr) }
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
