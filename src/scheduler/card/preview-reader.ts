import { Worker } from 'node:worker_threads';
import type { PreviewAnswer, PreviewOrder } from '../../preview/preview-thread';
import type { Preview } from '../../preview/preview-value';
import { entries } from '../entries';

/** Reads values in a thread, one at a time. */
export interface PreviewReader {
  /** A few lines of a value; null when it cannot be read, or not in time. */
  read(order: PreviewOrder): Promise<Preview | null>;
  close(): void;
}

/** Milliseconds for one value, and megabytes of memory: a value that needs more goes without a preview. */
const patience = 5000;
const mostMemory = 1024;

/** Starts nothing yet: the first value starts the thread. */
export function newPreviewReader(): PreviewReader {
  let worker: Worker | null = null;
  const close = (): void => {
    void worker?.terminate();
    worker = null;
  };
  const ask = (started: Worker, order: PreviewOrder): Promise<Preview | null> =>
    new Promise(resolve => {
      const timer = setTimeout(() => end(null), patience);
      const onMessage = ({ preview }: PreviewAnswer): void => end({ preview });
      const onEnd = (): void => end(null);
      const end = (found: PreviewAnswer | null): void => {
        clearTimeout(timer);
        started.off('message', onMessage).off('exit', onEnd);
        if (found === null) close();
        resolve(found?.preview ?? null);
      };
      started.on('message', onMessage).on('exit', onEnd);
      started.postMessage(order);
    });
  return {
    read(order) {
      worker ??= startWorker();
      return ask(worker, order);
    },
    close
  };
}

/** What goes wrong in it is told by its end. */
function startWorker(): Worker {
  const worker = new Worker(entries.preview, { resourceLimits: { maxOldGenerationSizeMb: mostMemory } });
  worker.on('error', () => undefined);
  worker.unref();
  return worker;
}
