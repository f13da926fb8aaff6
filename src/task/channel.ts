import { readSync, writeSync } from 'node:fs';
import type { Order, Report } from './protocol';

/** The two ends that a task's process holds: orders come in, reports go out, both synchronously. */
export interface Channel {
  /** The next order; waits for it without using the CPU. Null when the scheduler is gone. */
  next(): Order | null;
  send(report: Report): void;
  /** Milliseconds spent in `next` so far. */
  readonly waited: number;
}

/** A channel over two file descriptors that carry JSON lines. */
export function openChannel(input: number, output: number): Channel {
  const nextLine = lineReader(input);
  // User code may replace clocks.
  const { hrtime } = process;
  let waited = 0;
  return {
    get waited() {
      return waited;
    },
    next() {
      const from = hrtime();
      const line = nextLine();
      const [seconds, nanoseconds] = hrtime(from);
      waited += seconds * 1000 + nanoseconds / 1e6;
      return line === null ? null : (JSON.parse(line) as Order);
    },
    send(report) {
      writeAll(output, Buffer.from(`${JSON.stringify(report)}\n`));
    }
  };
}

const newline = 10;

function lineReader(descriptor: number): () => string | null {
  const chunk = Buffer.allocUnsafe(1 << 16);
  let pending: Buffer[] = [];
  let rest = Buffer.alloc(0);
  return () => {
    for (;;) {
      const end = rest.indexOf(newline);
      if (end >= 0) {
        const line = Buffer.concat([...pending, rest.subarray(0, end)]).toString('utf8');
        pending = [];
        rest = rest.subarray(end + 1);
        return line;
      }
      pending.push(rest);
      const size = readSome(descriptor, chunk);
      if (size === 0) return null;
      rest = Buffer.from(chunk.subarray(0, size));
    }
  };
}

function readSome(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk, 0, chunk.length, null);
    } catch (error) {
      if (errorCode(error) === 'EAGAIN') pause();
      else if (errorCode(error) === 'EOF' || errorCode(error) === 'ECONNRESET') return 0;
      else throw error;
    }
  }
}

function writeAll(descriptor: number, bytes: Buffer): void {
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') throw error;
      pause();
    }
  }
}

function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}
