import { appendFileSync, rmSync } from 'node:fs';
import { openDiskSync, type DiskSync } from '../datastore/disk-sync';
import { passWritePoint } from '../datastore/write-point';
import { HeadwaterError } from '../errors';
import { attempt } from './attempt';
import { diagnosticOfTask, taskErrorOf } from './error-shapes';
import type { EventLog } from './event-log';
import { beatInterval, dropLease, ownLease, renewLease } from './lease';
import type { NotebookFile } from './notebook-file';
import { recordCircumstances } from './record-circumstances';
import { recordEnd, recordStart } from './record-ends';
import { watchRequests } from './requests';
import type { ResumedRun } from './prepared-run';
import { releaseSpace } from './reserve-space';
import { costMeter, type CostMeter } from './run-cost';
import type { RunContext } from './run-context';
import { lineVersion } from './run-line';
import { writeEdges } from './run-history';
import { RunLoop, type RunEnd } from './run-loop';
import { writeSummary, type RunSummary } from './run-summary';
import type { WorkerPool } from './worker-pool';

/** A run that is registered and that its starter knows about. */
export interface BegunRun {
  readonly context: RunContext;
  readonly log: EventLog;
  readonly summary: Omit<RunSummary, 'status' | 'finishedAt' | 'error'>;
  /** Null for a run from the beginning. */
  readonly resumed: ResumedRun | null;
}

/**
 * Conducts a run from its first task to its record, whatever happens on the way. While it goes on, what has committed is brought onto the
 * disk every few seconds; the lease is given up when all of it is there. So after a power cut a run without a lease is whole, and one with a
 * lease is dead: whoever closes it (`buryRun`) takes out what is not.
 */
export async function conductRun(
  { context, log: plainLog, summary, resumed }: BegunRun,
  file: NotebookFile,
  pool: WorkerPool
): Promise<void> {
  const { folder } = context;
  const sync = openDiskSync(folder.folder);
  const meter = costMeter();
  const log = syncedLog(plainLog, sync, meter);
  const end = await perform(context, file, pool, log, { startedAt: summary.startedAt, resumed });
  pool.close();
  const { status, error, task } = end;
  const at = Date.now();
  const diagnostic = error === null ? null : diagnosticOfTask(error);
  // Whoever has taken this process for dead has closed the run: what it says stays.
  if (error?.code === lostCode) return log.close();
  releaseSpace(folder);
  attempt(() => writeEdges(folder.edges, context.run, end.state, context));
  attempt(() => writeSummary(folder, { ...summary, status, finishedAt: at, error: diagnostic, cost: meter.cost(end.state) }));
  // What committed has been published with its logs; what did not is of interest only when something went wrong.
  if (status === 'successful') attempt(() => rmSync(folder.logs, { recursive: true, force: true }));
  const isTold = attempt(() => log.append({ v: lineVersion, at, type: 'deed', deed: { type: 'end', status, error, task } }));
  log.close();
  // Followers of a run whose end could not be written learn it from a lease that nobody holds.
  if (!isTold) return;
  passWritePoint('end-told');
  await sync.finish();
  dropLease(folder.lease);
}

/** Whatever happens in a run is told to its log, so that is when there is something to bring onto the disk, and to add to its cost. */
function syncedLog(log: EventLog, sync: DiskSync, meter: CostMeter): EventLog {
  return {
    append(line) {
      if (line.type === 'event') meter.take(line.event);
      log.append(line);
      sync.request();
    },
    close: () => log.close()
  };
}

/** Runs the flow while its owner's signs of life go out and requests come in. */
async function perform(
  context: RunContext,
  file: NotebookFile,
  pool: WorkerPool,
  log: EventLog,
  { startedAt, resumed }: { readonly startedAt: number; readonly resumed: ResumedRun | null }
): Promise<RunEnd> {
  const loop = new RunLoop(context, pool, log);
  const renew = keepLease(loop, context);
  const beat = setInterval(() => {
    renew();
    loop.checkProcesses();
  }, beatInterval);
  const requests = watchRequests(context.folder.requests, request => loop.stop(request.by));
  catchTrouble(loop, context);
  const offered = resumed?.events ?? [];
  // The first step must not look younger than the steps whose tasks are taken over at once; else it can wait until the first tasks are at work.
  const early = offered.length > 0 ? errorOf(() => recordStart(context, startedAt)) : null;
  const running = loop.run(offered);
  const late = offered.length === 0 ? errorOf(() => recordStart(context, startedAt)) : null;
  if (early !== null || late !== null) loop.break(early ?? late);
  const circumstances = recordCircumstances(context, file, startedAt).catch((error: unknown) => {
    loop.break(error);
    return taskErrorOf(error);
  });
  const end = await running;
  const error = await circumstances;
  clearInterval(beat);
  requests.close();
  if (end.status !== 'successful') return end;
  return error === undefined ? completed(context, end) : { ...end, status: 'failed', error, task: null };
}

/** Beats; a run that has been taken away from its owner is no longer gone on with. */
function keepLease(loop: RunLoop, context: RunContext): () => void {
  const own = ownLease(Date.now());
  const renew = (): void => {
    if (!renewLease(context.folder.lease, { ...own, beat: Date.now() })) loop.break(lostLease(context));
  };
  return () => void attempt(renew);
}

function errorOf(action: () => void): unknown {
  try {
    action();
    return null;
  } catch (error) {
    return error;
  }
}

function completed(context: RunContext, end: RunEnd): RunEnd {
  try {
    recordEnd(context, end.state, end.task ?? '', Date.now());
    passWritePoint('end-recorded');
    return end;
  } catch (error) {
    return { ...end, status: 'failed', error: taskErrorOf(error), task: null };
  }
}

const lostCode = 'HW529';

function lostLease({ flow, run }: RunContext): HeadwaterError {
  return new HeadwaterError(
    lostCode,
    `Run ${flow}/${run} was closed by another process, which had not heard from its scheduler for a minute.`,
    {
      about: `${flow}/${run}`,
      hint: `What had committed is kept: headwater resume ${flow}/${run} goes on from there.`
    }
  );
}

/** Milliseconds for a scheduler that has failed to end its run in order. */
const patience = 10_000;

function catchTrouble(loop: RunLoop, context: RunContext): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => loop.stop(signal));
  process.on('SIGHUP', () => undefined);
  const trouble = (error: unknown): void => {
    attempt(() => appendFileSync(context.folder.errors, `${error instanceof Error ? error.stack : String(error)}\n`));
    loop.break(error);
    setTimeout(() => process.exit(70), patience).unref();
  };
  process.on('uncaughtException', trouble);
  process.on('unhandledRejection', trouble);
}
