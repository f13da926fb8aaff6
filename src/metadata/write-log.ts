import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { LogSlice } from './metadata';

const newline = 10;
const chunkSize = 1024 * 1024;

/**
 * Writes captured bytes as Metaflow's log lines (`[MFLOG|0|<time>|runtime|<id>]message`, section 10 of the format), split at line feeds and
 * nowhere else; any bytes are kept as they are. Memory use does not depend on the length.
 * `at`: milliseconds since 1970, the time on each line.
 * Returns whether the last line was left open (no line feed at the end of the captured bytes).
 */
export function writeLog(slice: LogSlice, target: string, at: number): boolean {
  const output = openOutput(target);
  try {
    const open = convert(slice, numberedHeader(at), output);
    output.flush();
    return open;
  } finally {
    output.close();
  }
}

/** What stands before a message. Metaflow's client sorts lines of one time by their ids: `number` keeps them in order. */
export function logLineHeader(at: number, number: number): Buffer {
  return Buffer.from(`[MFLOG|0|${new Date(at).toISOString().slice(0, -1)}000Z|runtime|${String(number).padStart(idDigits, '0')}]`);
}

const idDigits = 12;

/** Headers for one line after the other, in one buffer: a log may have millions of lines. */
function numberedHeader(at: number): () => Buffer {
  const header = logLineHeader(at, 0);
  const last = header.length - 2;
  let started = false;
  return () => {
    if (started) increment(header, last);
    started = true;
    return header;
  };
}

function increment(digits: Buffer, last: number): void {
  const nine = 57;
  let place = last;
  while (digits[place] === nine) digits[place--] = nine - 9;
  digits[place] = (digits[place] ?? 0) + 1;
}

function convert(slice: LogSlice, nextHeader: () => Buffer, output: Output): boolean {
  let inLine = false;
  for (const chunk of readSlice(slice))
    for (let start = 0; start < chunk.length;) {
      const found = chunk.indexOf(newline, start);
      const end = found < 0 ? chunk.length : found + 1;
      if (!inLine) writeAll(nextHeader(), output);
      output.write(chunk, start, end);
      inLine = found < 0;
      start = end;
    }
  if (inLine) writeAll(lineFeed, output);
  return inLine;
}

function writeAll(bytes: Buffer, output: Output): void {
  output.write(bytes, 0, bytes.length);
}

const lineFeed = Buffer.from('\n');

function* readSlice(slice: LogSlice): Generator<Buffer> {
  if (slice.end <= slice.start) return;
  const file = openSync(slice.path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(Math.min(chunkSize, slice.end - slice.start));
    for (let at = slice.start; at < slice.end;) {
      const read = readSync(file, buffer, 0, Math.min(buffer.length, slice.end - at), at);
      if (read === 0) return;
      yield buffer.subarray(0, read);
      at += read;
    }
  } finally {
    closeSync(file);
  }
}

interface Output {
  write(bytes: Buffer, start: number, end: number): void;
  flush(): void;
  close(): void;
}

function openOutput(path: string): Output {
  const file = openSync(path, 'w', 0o644);
  let buffer: Buffer | null = null;
  let used = 0;
  const flush = (): void => {
    for (let done = 0; buffer !== null && done < used;) done += writeSync(file, buffer, done, used - done);
    used = 0;
  };
  return {
    write(bytes, start, end) {
      buffer ??= Buffer.allocUnsafe(2 * chunkSize);
      if (end - start > buffer.length - used) flush();
      used += bytes.copy(buffer, used, start, end);
    },
    flush,
    close: () => closeSync(file)
  };
}
