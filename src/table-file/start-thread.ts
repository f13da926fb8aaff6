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
 * Does a job in a thread of its own, which ends with it.
 * @throws ThreadFailure when the thread cannot do it, also when it dies; whatever `handle` throws
 */
export function runInThread(job: ThreadJob, handle: ReportHandler): Promise<void> {
  const worker = new Worker(threadProgram(), { workerData: job });
  const answer = (order: ThreadOrder): void => {
    const bytes = order.type === 'bytes' ? order.bytes : order.type === 'rows' ? order.ipc : null;
    worker.postMessage(order, bytes === null ? [] : [bytes.buffer]);
  };
  const done = new Promise<void>((resolve, reject) => {
    let before = Promise.resolve();
    worker.on('message', (report: ThreadReport) => {
      if (report.type === 'done') void before.then(resolve);
      else if (report.type === 'failed') reject(new ThreadFailure(report.reason));
      else {
        // Pieces are fetched side by side, all else is done in order.
        const turn = report.type === 'want' ? handle(report, answer) : before.then(() => handle(report, answer));
        if (report.type !== 'want') before = turn.catch(() => undefined);
        turn.catch(reject);
      }
    });
    worker.once('error', error => reject(new ThreadFailure(error instanceof Error ? error.message : String(error), { cause: error })));
    worker.once('exit', () => void before.then(() => reject(new ThreadFailure('it ended early'))));
  });
  return done.finally(() => worker.terminate());
}

/** Every built program is two folders below `dist`, the client one; tests run the sources. */
function threadProgram(): string {
  const name = join('src', 'table-file', 'parquet-thread.js');
  const folders = ['..', join('..', '..'), join('..', '..', 'dist')].map(each => join(__dirname, each, name));
  return folders.find(each => existsSync(each)) ?? join(__dirname, 'parquet-thread.js');
}
