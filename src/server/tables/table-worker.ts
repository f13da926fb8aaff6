import { parentPort, workerData } from 'node:worker_threads';
import { namespace } from '../../../client/namespace';
import { threadError, type ThreadError } from '../thread-error';
import { doTableJob, type JobResult, type TableJob } from './table-job';

/** What a worker tells at its end. */
export type WorkerAnswer = { readonly result: JobResult } | { readonly error: ThreadError };

/** What a worker thread does: one job. */
export function work(): void {
  namespace(null);
  const answer = answerTo(workerData as TableJob);
  const moved = 'result' in answer && answer.result instanceof Uint32Array ? [answer.result.buffer as ArrayBuffer] : [];
  parentPort?.postMessage(answer, moved);
}

function answerTo(job: TableJob): WorkerAnswer {
  try {
    return { result: doTableJob(job) };
  } catch (error) {
    return { error: threadError(error) };
  }
}
