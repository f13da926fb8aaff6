import { join } from 'node:path';
import type { ComputeBackend, ComputeHandle } from '../compute/compute';
import type { Order } from '../task/protocol';

/** Processes that are started ahead of need, so that a task does not wait for one. */
export interface WorkerPool {
  /** Sees to it that so many wait. */
  keepReady(count: number): void;
  /** What every process is told first, those that wait included. */
  prepare(order: Order & { type: 'prepare' }): void;
  /** A process that has run nothing yet. */
  take(): ComputeHandle;
  /** Ends those that wait. */
  close(): void;
}

/** A pool of processes whose output goes to numbered files in `logs`; they start in `folder`. */
export function openWorkerPool(backend: ComputeBackend, logs: string, folder: string): WorkerPool {
  const ready: ComputeHandle[] = [];
  let started = 0;
  let preparation: Order | null = null;
  const start = (): ComputeHandle => {
    started += 1;
    const handle = backend.submit({ stdout: join(logs, `${started}.stdout`), stderr: join(logs, `${started}.stderr`), folder });
    if (preparation !== null) handle.send(preparation);
    return handle;
  };
  return {
    keepReady(count) {
      while (ready.length < count) ready.push(start());
    },
    prepare(order) {
      preparation = order;
      for (const handle of ready) handle.send(order);
    },
    take: () => ready.shift() ?? start(),
    close: () => ready.splice(0).forEach(handle => handle.cancel())
  };
}
