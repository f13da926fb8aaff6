import { parentPort, workerData } from 'node:worker_threads';
import { namespace } from '../../../client/namespace';
import { isHeadwaterError } from '../../errors';
import { doTableJob, type JobResult, type TableJob } from './table-job';

/** What a worker tells at its end. */
export type WorkerAnswer =
  | { readonly result: JobResult }
  | { readonly error: { readonly code: string | null; readonly message: string; readonly hint: string; readonly about: string | null } };

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
    if (isHeadwaterError(error)) return { error: { code: error.code, message: error.message, hint: error.hint, about: error.about } };
    return {
      error: { code: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error), hint: '', about: null }
    };
  }
}
