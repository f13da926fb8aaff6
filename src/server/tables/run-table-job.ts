import { Worker } from 'node:worker_threads';
import { entries } from '../../scheduler/entries';
import { newLru } from '../lru';
import { errorOfThread } from '../thread-error';
import { doTableJob, type JobResult, type TableJob } from './table-job';
import type { WorkerAnswer } from './table-worker';

/** Rows up to which the work is done before a thread would have started. */
const fewRows = 200_000;

const done = newLru<JobResult>(512 * 1024 * 1024);
const open = new Map<string, Promise<JobResult>>();

/**
 * Does work on a column of so many rows, in a thread of its own where it takes long, and remembers what comes of it. `key`: content of the
 * table. Who asks for the same meanwhile waits for the same.
 * @throws HeadwaterError as `doTableJob`
 */
export function runTableJob(job: TableJob, key: string, rows: number): Promise<JobResult> {
  const name = JSON.stringify([key, job.type, job.column, job.type === 'sort' && job.descending]);
  const known = done.get(name);
  if (known !== undefined) return Promise.resolve(known);
  const running = open.get(name) ?? begin(job, name, rows);
  return running;
}

function begin(job: TableJob, name: string, rows: number): Promise<JobResult> {
  const running = (rows <= fewRows ? Promise.resolve().then(() => doTableJob(job)) : inThread(job)).then(result => {
    done.set(name, result, result instanceof Uint32Array ? result.byteLength : 1024);
    return result;
  });
  open.set(name, running);
  const forget = (): void => void open.delete(name);
  running.then(forget, forget);
  return running;
}

/** The program starts anew in the thread and sees that it is one. */
function inThread(job: TableJob): Promise<JobResult> {
  const worker = new Worker(entries.server, { workerData: job });
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: WorkerAnswer) => {
      if ('result' in answer) resolve(answer.result);
      else reject(errorOfThread(answer.error));
    });
    worker.once('error', reject);
    worker.once('exit', code => reject(new Error(`the thread for ${job.type} ended with ${code}`)));
  });
}
