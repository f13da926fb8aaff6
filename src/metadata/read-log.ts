import { closeSync, fstatSync, readSync, statSync } from 'node:fs';
import { openForReading, readBytes } from '../datastore/read-file';
import type { LogLine } from './metadata';

/** One line of Metaflow's logs: time, source and id in the header. Latin-1, so that any byte is one character. */
const header = /^(?:\[!)?\[MFLOG\|0\|(.+?)Z\|.+?\|.+?\]/;
const newline = 10;

/** Lines of several sources merged by their time, each source in its own order; lines without a header come last. */
export function readLogLines(paths: readonly string[]): LogLine[] {
  const lines = paths.flatMap(path => splitLines(readBytes(path) ?? Buffer.alloc(0)).map(parseLine));
  return lines.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)).map(({ at, message }) => ({ at, message }));
}

/** The messages alone, each with its line feed, in pieces; a single source is streamed, more than one have to be merged. */
export function* readLogBytes(paths: readonly string[], lastLineOpen: boolean): Generator<Uint8Array> {
  const filled = paths.filter(path => fileSize(path) > 0);
  const [first] = filled;
  if (first === undefined) return;
  yield* withoutLast(filled.length === 1 ? streamMessages(first) : mergedMessages(filled), lastLineOpen ? 1 : 0);
}

/** Bytes in the files, 0 for those that are missing. */
export function fileSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Later than any real time, as Metaflow sorts lines that it cannot read. */
const missingTime = '3000';

/** A stored line without its header. */
export function messageOf(line: Buffer): Buffer {
  return line.subarray(headerLength(line, 0));
}

function parseLine(line: Buffer): LogLine & { readonly time: string } {
  const match = header.exec(line.toString('latin1', 0, Math.min(line.length, longestHeader)));
  if (match?.[1] === undefined) return { time: missingTime, at: null, message: line };
  const at = Date.parse(`${match[1].slice(0, 23)}Z`);
  return { time: match[1], at: Number.isNaN(at) ? null : at, message: line.subarray(match[0].length) };
}

const longestHeader = 256;

function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    if (end > start) lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

function* mergedMessages(paths: readonly string[]): Generator<Uint8Array> {
  const lineFeed = Buffer.from('\n');
  for (const { message } of readLogLines(paths)) yield Buffer.concat([message, lineFeed]);
}

const chunkSize = 1024 * 1024;

function* streamMessages(path: string): Generator<Uint8Array> {
  const file = openForReading(path);
  if (file === null) return;
  try {
    const { size } = fstatSync(file);
    let kept: Buffer = Buffer.alloc(0);
    let inLine = false;
    for (let at = 0; at < size;) {
      const chunk = Buffer.allocUnsafe(Math.min(chunkSize, size - at));
      const read = readSync(file, chunk, 0, chunk.length, at);
      if (read === 0) return;
      at += read;
      const bytes = kept.length === 0 ? chunk.subarray(0, read) : Buffer.concat([kept, chunk.subarray(0, read)]);
      const stripped = strip(bytes, inLine, at >= size);
      kept = bytes.subarray(stripped.rest);
      inLine = stripped.open;
      if (stripped.length > 0) yield bytes.subarray(0, stripped.length);
    }
  } finally {
    closeSync(file);
  }
}

/** What is left of a piece without its headers: so many bytes at its beginning, and a rest from `rest` on that is still to be read. */
interface Stripped {
  readonly length: number;
  readonly rest: number;
  readonly open: boolean;
}

/** Takes the headers off, in place. A header that may be cut at the end of the piece is left for the next one. */
function strip(bytes: Buffer, inLine: boolean, last: boolean): Stripped {
  let open = inLine;
  let length = 0;
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(newline, start);
    if (!open) {
      if (found < 0 && !last && bytes.length - start < longestHeader) break;
      start += headerLength(bytes, start);
    }
    const end = found < 0 ? bytes.length : found + 1;
    length += bytes.copy(bytes, length, start, end);
    open = found < 0;
    start = end;
  }
  return { length, rest: start, open };
}

function headerLength(bytes: Buffer, start: number): number {
  // Nearly every header ends at the first bracket: a short text to match, a million times in a big log.
  const end = bytes.indexOf(0x5d, start) + 1;
  if (end > 0 && end - start < longestHeader && header.test(bytes.toString('latin1', start, end))) return end - start;
  return header.exec(bytes.toString('latin1', start, Math.min(bytes.length, start + longestHeader)))?.[0].length ?? 0;
}

function* withoutLast(pieces: Iterable<Uint8Array>, count: number): Generator<Uint8Array> {
  let held: Uint8Array | null = null;
  for (const piece of pieces) {
    if (held !== null) yield held;
    held = piece;
  }
  if (held !== null) yield held.subarray(0, held.length - count);
}
