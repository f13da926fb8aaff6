import { parentPort } from 'node:worker_threads';
import { namespace } from '../../../client/namespace';
import { threadError, type ThreadError } from '../thread-error';
import { doValueJob, type ValueAnswer, type ValueJob } from './value-job';

/** What the thread is told that it is for. */
export const valueThread = { type: 'values' } as const;

/** A question to the thread, and its answer under the same number. */
export interface ValueQuestion {
  readonly number: number;
  readonly job: ValueJob;
}

/** See `ValueQuestion`. */
export type ValueReply = { readonly number: number } & ({ readonly answer: ValueAnswer } | { readonly error: ThreadError });

/** What the thread does until it is ended: it answers one question after the other. */
export function answerValueQuestions(): void {
  namespace(null);
  parentPort?.on('message', ({ number, job }: ValueQuestion) => parentPort?.postMessage(replyTo(number, job)));
}

function replyTo(number: number, job: ValueJob): ValueReply {
  try {
    return { number, answer: doValueJob(job) };
  } catch (error) {
    return { number, error: threadError(error) };
  }
}
