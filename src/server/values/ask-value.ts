import { totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { HeadwaterError } from '../../errors';
import { entries } from '../../scheduler/entries';
import { errorOfThread } from '../thread-error';
import type { OpenArtifact } from '../tables/open-artifact';
import { doValueJob, type ValueAnswer, type ValueJob } from './value-job';
import { valueThread, type ValueReply } from './value-thread';

/** Stored bytes that are read in a moment. */
const fewBytes = 1024 * 1024;
/** Milliseconds that a value may take to be read, and that the thread is kept without a question. */
const patience = 60_000;
const idle = 120_000;

/**
 * Answers a question about a value. A big one, which is no table (those are mapped), is read in a thread: other requests are answered
 * meanwhile, and its memory and time have limits.
 * @throws HeadwaterError HW620 when the value is beyond the limits, and as `doValueJob`
 */
export function askValue(job: ValueJob, { info, isTable }: Pick<OpenArtifact, 'info' | 'isTable'>): Promise<ValueAnswer> {
  if (isTable || (info !== null && info.size <= fewBytes)) return Promise.resolve().then(() => doValueJob(job));
  return askThread(job);
}

interface Waiting {
  resolve(answer: ValueAnswer): void;
  reject(error: unknown): void;
  readonly name: string;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  timer: NodeJS.Timeout | null;
}

let thread: Thread | null = null;
let count = 0;

function askThread(job: ValueJob): Promise<ValueAnswer> {
  const { worker, waiting } = (thread ??= startThread());
  const number = ++count;
  return new Promise((resolve, reject) => {
    waiting.set(number, { resolve, reject, name: job.artifact.name });
    setTimer();
    worker.postMessage({ number, job });
  });
}

function startThread(): Thread {
  const worker = new Worker(entries.server, { workerData: valueThread, resourceLimits: { maxOldGenerationSizeMb: mostMegabytes() } });
  const started: Thread = { worker, waiting: new Map(), timer: null };
  worker.on('message', (reply: ValueReply) => take(started, reply));
  worker.on('error', error => lose(started, error));
  worker.on('exit', () => lose(started, null));
  worker.unref();
  return started;
}

/** A quarter of the machine, at most 4 GB. */
function mostMegabytes(): number {
  return Math.round(Math.min(4096, totalmem() / 1024 / 1024 / 4));
}

function take(from: Thread, reply: ValueReply): void {
  const asked = from.waiting.get(reply.number);
  from.waiting.delete(reply.number);
  if (from === thread) setTimer();
  if ('answer' in reply) asked?.resolve(reply.answer);
  else asked?.reject(errorOfThread(reply.error));
}

/** A thread that is busy for too long, or has nothing to do for long, is ended. */
function setTimer(): void {
  if (thread === null) return;
  clearTimeout(thread.timer ?? undefined);
  thread.timer = setTimeout(endThread, thread.waiting.size > 0 ? patience : idle).unref();
}

/** Nothing more is asked of it. */
function endThread(): void {
  const ended = thread;
  thread = null;
  void ended?.worker.terminate();
}

function lose(lost: Thread, error: unknown): void {
  if (thread === lost) thread = null;
  clearTimeout(lost.timer ?? undefined);
  for (const { reject, name } of lost.waiting.values()) reject(isLimit(error) ? tooBig(name) : error);
  lost.waiting.clear();
}

/** Without an error it was ended because it took too long. */
function isLimit(error: unknown): boolean {
  return error === null || (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY');
}

function tooBig(name: string): HeadwaterError {
  return new HeadwaterError('HW620', `'${name}' is too big to be looked at here.`, {
    about: name,
    hint: 'Load it in a notebook with the client, or store its parts as variables or as a table.'
  });
}
