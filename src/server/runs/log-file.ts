import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { LogPiece } from '../api/run';

/** An execution that prints into a file, after those before it. */
export interface Printing {
  readonly execution: number;
  readonly of: Pick<LogPiece, 'step' | 'index' | 'attempt' | 'stream'>;
  /** Where its output ends in the file; null while it goes on. */
  end: number | null;
  /** True once the file could be read. */
  isSeen: boolean;
}

/** What a process prints on one stream: its executions, one after the other. */
export interface LogFile {
  /** Another execution prints from here on. */
  expect(printing: Printing): void;
  /** The next piece; null when there is nothing more for now. What a reader is too slow for is left out. */
  next(): LogPiece | null;
  close(): void;
}

const pieceSize = 64 * 1024;
/** Bytes that may wait for a reader; with more, only the last ones are told. */
const mostWaiting = 1024 * 1024;
const keptOfMany = 256 * 1024;

/** Opens what a process prints; the file is held open only while somebody prints. */
export function openLogFile(path: string): LogFile {
  const queue: Printing[] = [];
  let file: number | null = null;
  let position = 0;
  let decoder = new StringDecoder('utf8');

  const close = (): void => {
    if (file !== null) closeSync(file);
    file = null;
  };
  const settle = (): Printing | undefined => {
    while (queue[0] !== undefined && queue[0].end !== null && position >= queue[0].end) queue.shift();
    if (queue[0] === undefined) close();
    return queue[0];
  };
  return {
    close,
    expect(printing) {
      queue.push(printing);
      file ??= tryOpen(path);
    },
    next() {
      const printing = settle();
      file ??= printing === undefined ? null : tryOpen(path);
      if (printing === undefined || file === null) return null;
      printing.isSeen = true;
      const limit = Math.min(fstatSync(file).size, printing.end ?? Infinity);
      const start = limit - position > mostWaiting ? lineAfter(file, limit - keptOfMany) : position;
      const skipped = start - position;
      if (skipped > 0) decoder = new StringDecoder('utf8');
      const bytes = Buffer.alloc(Math.max(0, Math.min(pieceSize, limit - start)));
      const read = readSync(file, bytes, 0, bytes.length, start);
      position = start + read;
      const text = decoder.write(bytes.subarray(0, read));
      return text === '' && skipped === 0 ? null : { ...printing.of, text, skipped };
    }
  };
}

/** The begin of a line near a position. */
function lineAfter(file: number, position: number): number {
  const bytes = Buffer.alloc(4096);
  const read = readSync(file, bytes, 0, bytes.length, position);
  return position + bytes.subarray(0, read).indexOf(10) + 1;
}

function tryOpen(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
