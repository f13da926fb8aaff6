import { Worker } from 'node:worker_threads';
import { entries } from '../entries';

/** Draws charts beside the scheduler's own work. */
export interface ChartThread {
  /** A Vega or Vega-Lite specification as static SVG, or why not. */
  draw(spec: string): Promise<string | Error>;
  close(): void;
}

/** Milliseconds for one chart. */
const patience = 20_000;

/** Starts the thread: it loads the program that draws charts. */
export function startChartThread(): ChartThread {
  const waiting: ((answer: string | Error) => void)[] = [];
  const worker = new Worker(entries.chart);
  const answer = (found: string | Error): void => waiting.shift()?.(found);
  worker.on('message', (message: { readonly svg?: string; readonly error?: string }) => answer(message.svg ?? new Error(message.error)));
  worker.on('error', error => {
    for (const each of waiting.splice(0)) each(error instanceof Error ? error : new Error(String(error)));
  });
  worker.on('exit', () => {
    for (const each of waiting.splice(0)) each(new Error('The program that draws charts has ended.'));
  });
  worker.unref();
  return {
    draw(spec) {
      return new Promise(resolve => {
        const timer = setTimeout(() => {
          resolve(new Error(`It took more than ${patience / 1000} s.`));
          void worker.terminate();
        }, patience);
        waiting.push(found => {
          clearTimeout(timer);
          resolve(found);
        });
        worker.postMessage({ spec, port: null, bell: null });
      });
    },
    close: () => void worker.terminate()
  };
}
