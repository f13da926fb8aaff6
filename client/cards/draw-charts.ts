import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { CardComponent, JsonObject } from '../../src/card/component';
import { withCharts } from '../../src/card/map-charts';

/** What draws charts: a big program that a thread loads for the first chart. */
const program = join(__dirname, '..', 'chart.js');

/** Milliseconds for one chart. */
const patience = 20_000;

/**
 * Components with a static picture for each chart that has none; a chart that cannot be drawn becomes an error that says why. Waits for the
 * thread, since whoever shows a value in a notebook does not wait for promises.
 */
export function withChartPictures(components: readonly CardComponent[]): CardComponent[] {
  return withCharts(components, drawNow);
}

let thread: Worker | null = null;

function drawNow(spec: JsonObject): string {
  const { port1, port2 } = new MessageChannel();
  const bell = new Int32Array(new SharedArrayBuffer(4));
  thread ??= startThread();
  thread.postMessage({ spec: JSON.stringify(spec), port: port2, bell }, [port2]);
  const woken = Atomics.wait(bell, 0, 0, patience);
  const received = receiveMessageOnPort(port1) as { readonly message: { readonly svg?: string; readonly error?: string } } | undefined;
  port1.close();
  if (woken === 'timed-out') stopThread();
  if (received?.message.svg !== undefined) return received.message.svg;
  throw new Error(received?.message.error ?? `It took more than ${patience / 1000} s.`);
}

function startThread(): Worker {
  // A bundle of somebody else's has no such file.
  if (!existsSync(program)) throw new Error('The program that draws charts is missing in this installation.');
  const started = new Worker(program);
  started.unref();
  started.on('error', stopThread);
  return started;
}

function stopThread(): void {
  void thread?.terminate();
  thread = null;
}
