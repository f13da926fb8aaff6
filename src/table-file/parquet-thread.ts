import { parentPort, workerData } from 'node:worker_threads';
import { ThreadChannel } from './thread-channel';
import type { ThreadJob } from './thread-messages';
import { readInThread } from './thread-read';
import { writeInThread } from './thread-write';

/**
 * The program of a thread for Parquet: one file read or written. In a thread, because what a damaged file does to WebAssembly cannot be
 * caught where it happens, its memory never shrinks, and a cell goes on meanwhile.
 */
async function main(): Promise<void> {
  if (parentPort === null) return;
  const channel = new ThreadChannel(parentPort);
  const job = workerData as ThreadJob;
  try {
    if (job.type === 'read') await readInThread(job, channel);
    else await writeInThread(job, channel);
    channel.report({ type: 'done' });
  } catch (error) {
    channel.report({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
  parentPort.close();
}

void main();
