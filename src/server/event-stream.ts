import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Server-sent events to one reader. */
export interface EventStream {
  /** Sends one event; fulfilled when the reader has room for more, or is gone. */
  send(event: string, data: object): Promise<void>;
  /** Aborted when the reader has gone or `close` was called. */
  readonly over: AbortSignal;
  close(): void;
}

/** Milliseconds between signs of life: what lies between must not take the connection for dead. */
const heartbeat = 10_000;

/** Begins an answer of server-sent events, as the HTML standard describes them. */
export function openEventStream(response: ServerResponse): EventStream {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  // The page sees that it is connected before there is anything to tell.
  response.write(': headwater\n\n');
  const over = new AbortController();
  const timer = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': still here\n\n');
  }, heartbeat);
  const close = (): void => {
    clearInterval(timer);
    over.abort();
  };
  response.once('close', close);
  return {
    async send(event, data) {
      if (over.signal.aborted) return;
      const room = response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (!room) await once(response, 'drain', { signal: over.signal }).catch(() => undefined);
    },
    over: over.signal,
    close
  };
}
