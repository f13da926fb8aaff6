import { parentPort } from 'node:worker_threads';
import { parquetLibrary } from '../artifact/arrow/parquet-library';
import { ThreadChannel } from './thread-channel';
import type { ThreadJob } from './thread-messages';
import { readInThread } from './thread-read';
import { writeInThread } from './thread-write';

/**
 * The program of a thread for Parquet: files read or written, one after the other. In a thread, because what a damaged file does to
 * WebAssembly cannot be caught where it happens, its memory never shrinks, and a cell goes on meanwhile.
 */
function main(): void {
  if (parentPort === null) return;
  const channel = new ThreadChannel(parentPort, job => void perform(job, channel));
}

async function perform(job: ThreadJob, channel: ThreadChannel): Promise<void> {
  try {
    if (job.type === 'read') await readInThread(job, channel);
    else await writeInThread(job, channel);
    channel.report({ type: 'done', memory: parquetLibrary().wasmMemory().buffer.byteLength });
  } catch (error) {
    channel.report({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

main();
