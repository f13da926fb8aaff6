import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ThreadJob, ThreadOrder, ThreadReport } from './thread-messages';

/** What is done with a thread's reports; `answer` gives it an order, with bytes given away. */
export type ReportHandler = (
  report: Exclude<ThreadReport, { type: 'done' | 'failed' }>,
  answer: (order: ThreadOrder) => void
) => Promise<void>;

/** Why a thread could not do its job, in words of the library that did it. */
export class ThreadFailure extends Error {}

/**
 * Does a job in a thread of its own.
 * @throws ThreadFailure when the thread cannot do it, also when it dies; whatever `handle` throws
 */
export async function runInThread(job: ThreadJob, handle: ReportHandler): Promise<void> {
  const worker = idle.pop() ?? new Worker(threadProgram());
  worker.ref();
  try {
    if ((await follow(worker, job, handle)) > mostMemory) await worker.terminate();
    else rest(worker);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}

/** Gives the job and does what the thread asks for, until it is done. Returns the bytes of memory that the thread keeps. */
function follow(worker: Worker, job: ThreadJob, handle: ReportHandler): Promise<number> {
  const answer = (order: ThreadOrder): void => {
    const bytes = order.type === 'bytes' ? order.bytes : order.type === 'rows' ? order.ipc : null;
    worker.postMessage(order, bytes === null ? [] : [bytes.buffer]);
  };
  let onReport = (report: ThreadReport): void => void report;
  let onError = (error: unknown): void => void error;
  let onExit = (): void => undefined;
  const done = new Promise<number>((resolve, reject) => {
    let before = Promise.resolve();
    onReport = report => {
      if (report.type === 'done') void before.then(() => resolve(report.memory));
      else if (report.type === 'failed') reject(new ThreadFailure(report.reason));
      else {
        // Pieces are fetched side by side, all else is done in order.
        const turn = report.type === 'want' ? handle(report, answer) : before.then(() => handle(report, answer));
        if (report.type !== 'want') before = turn.catch(() => undefined);
        turn.catch(reject);
      }
    };
    onError = error => reject(new ThreadFailure(error instanceof Error ? error.message : String(error), { cause: error }));
    onExit = () => reject(new ThreadFailure('it ended early'));
  });
  worker.on('message', onReport).on('error', onError).on('exit', onExit);
  answer({ type: 'job', job });
  return done.finally(() => worker.off('message', onReport).off('error', onError).off('exit', onExit));
}

const idle: Worker[] = [];

/** Bytes of WebAssembly's memory, which never shrinks, that a thread may keep while it waits. */
const mostMemory = 64 * 1024 * 1024;

/** Milliseconds that a thread waits for another file: starting one takes 0.1 s. */
const patience = 2000;

function rest(worker: Worker): void {
  worker.unref();
  idle.push(worker);
  setTimeout(() => {
    const at = idle.indexOf(worker);
    if (at >= 0) void idle.splice(at, 1)[0]?.terminate();
  }, patience).unref();
}

/** Every built program is two folders below `dist`, the client one; tests run the sources. */
function threadProgram(): string {
  const name = join('src', 'table-file', 'parquet-thread.js');
  const folders = ['..', join('..', '..'), join('..', '..', 'dist')].map(each => join(__dirname, each, name));
  return folders.find(each => existsSync(each)) ?? join(__dirname, 'parquet-thread.js');
}
