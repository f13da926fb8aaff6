import { closeSync, fstatSync, readSync } from 'node:fs';
import { openForReading } from '../datastore/read-file';
import type { LogPage } from './metadata';
import { fileSize, messageOf, readLogLines } from './read-log';

/**
 * The lines that begin in the `limit` bytes from `from` on; one that has begun before is left out. A single source is read there only,
 * more than one have to be merged. `from` and `limit` are whole numbers, `limit` at least 1.
 */
export function readLogPage(paths: readonly string[], from: number, limit: number): LogPage {
  const filled = paths.filter(path => fileSize(path) > 0);
  const [only] = filled;
  if (only === undefined) return { lines: [], next: null, total: 0 };
  return filled.length === 1 ? pageOfFile(only, from, limit) : pageOfLines(filled, from, limit);
}

/** The longest line that is shown whole. */
const longestLine = 8 * 1024 * 1024;
const newline = 10;

function pageOfFile(path: string, from: number, limit: number): LogPage {
  const file = openForReading(path);
  if (file === null) return { lines: [], next: null, total: 0 };
  try {
    const { size } = fstatSync(file);
    if (from >= size) return { lines: [], next: null, total: size };
    const before = from === 0 ? 0 : 1;
    const bytes = readWhole(file, from - before, limit + before, size);
    const begin = before === 0 ? 0 : beginOfLine(bytes);
    const end = from - before + bytes.length;
    const lines = linesIn(bytes, begin).map(({ at, line }) => ({ at: from - before + at, message: messageOf(line) }));
    return { lines, next: end < size ? end : null, total: size };
  } finally {
    closeSync(file);
  }
}

/** Bytes that end with a line, or with the file, or where a line is too long. */
function readWhole(file: number, from: number, length: number, size: number): Buffer {
  for (let wanted = length; ; wanted *= 2) {
    const bytes = Buffer.alloc(Math.min(wanted, size - from));
    const read = bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
    const end = read.lastIndexOf(newline) + 1;
    if (from + read.length >= size || wanted > longestLine) return read;
    // The byte before the page is the end of another line.
    if (end > 1) return read.subarray(0, end);
  }
}

/** Where the first line begins that has not begun before; 1 when there is none: the rest of a line that is too long. */
function beginOfLine(bytes: Buffer): number {
  const found = bytes.indexOf(newline);
  return found < 0 || found === bytes.length - 1 ? 1 : found + 1;
}

function linesIn(bytes: Buffer, begin: number): { at: number; line: Buffer }[] {
  const lines: { at: number; line: Buffer }[] = [];
  for (let at = begin; at < bytes.length;) {
    const found = bytes.indexOf(newline, at);
    const end = found < 0 ? bytes.length : found;
    lines.push({ at, line: bytes.subarray(at, end) });
    at = end + 1;
  }
  return lines;
}

function pageOfLines(paths: readonly string[], from: number, limit: number): LogPage {
  let total = 0;
  const all = readLogLines(paths).map(({ message }) => {
    const at = total;
    total += message.length + 1;
    return { at, message };
  });
  const lines = all.filter(each => each.at >= from && each.at < from + limit);
  return { lines, next: all.find(each => each.at >= from + limit)?.at ?? null, total };
}
