import { parentPort, type MessagePort } from 'node:worker_threads';
import type { JsonObject } from '../card/component';
import { drawChart } from './draw-chart';

/** What somebody wants drawn. `bell`: set to 1 and rung when the answer is there, for who waits without an event loop. */
interface Wish {
  readonly spec: string;
  readonly port: MessagePort | null;
  readonly bell: Int32Array | null;
}

/** A thread that draws charts: each message is a `Wish`, each answer `{ svg }` or `{ error }`, in order. */
let last: Promise<void> = Promise.resolve();
parentPort?.on('message', ({ spec, port, bell }: Wish) => {
  last = last.then(async () => {
    (port ?? parentPort)?.postMessage(await answer(spec));
    if (bell === null) return;
    Atomics.store(bell, 0, 1);
    Atomics.notify(bell, 0);
  });
});

async function answer(spec: string): Promise<{ readonly svg: string } | { readonly error: string }> {
  try {
    return { svg: await drawChart(JSON.parse(spec) as JsonObject) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
