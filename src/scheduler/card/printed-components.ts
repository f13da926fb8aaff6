import { closeSync, openSync, readSync } from 'node:fs';
import type { CardComponent } from '../../card/component';
import type { ExecutionRecord } from '../../task/protocol';
import type { LogPaths } from '../publish-task';
import { readablePrint } from './readable-print';

/** Bytes that are shown of the beginning of what a task has printed, and of its end; lines of each. */
const head = { bytes: 4096, lines: 40 };
const tail = { bytes: 8192, lines: 60 };

/** Bytes between the two in which lines are counted. */
const mostCounted = 64 * 1024 * 1024;
const pieceSize = 1024 * 1024;

/** What a task has printed, as its logs have it: all of a short text, the beginning and the end of a long one. */
export async function printedComponents(logs: LogPaths | null, record: ExecutionRecord, pathspec: string): Promise<CardComponent[]> {
  if (logs === null) return [];
  const found: CardComponent[] = [];
  for (const stream of ['stdout', 'stderr'] as const) {
    const { start, end } = record[stream];
    if (end <= start) continue;
    const text = await printedText(logs[stream], start, end, `headwater logs ${pathspec} --${stream}`);
    if (text.trim() === '') continue;
    if (stream === 'stderr') found.push({ type: 'markdown', text: '*On stderr:*' });
    found.push({ type: 'text', text });
  }
  return found;
}

async function printedText(path: string, start: number, end: number, whole: string): Promise<string> {
  const file = openSync(path, 'r');
  try {
    if (end - start <= head.bytes + tail.bytes) {
      const lines = linesOf(readBytes(file, start, end));
      if (lines.length <= head.lines + tail.lines) return readablePrint(lines);
      return joined(lines.slice(0, head.lines), lines.slice(-tail.lines), lines.length - head.lines - tail.lines, whole);
    }
    const first = linesOf(wholeLines(readBytes(file, start, start + head.bytes), 'begin')).slice(0, head.lines);
    const last = linesOf(wholeLines(readBytes(file, end - tail.bytes, end), 'end')).slice(-tail.lines);
    const count = await countLines(file, start, end);
    return joined(first, last, count === null ? null : count - first.length - last.length, whole);
  } finally {
    closeSync(file);
  }
}

function joined(first: readonly string[], last: readonly string[], left: number | null, whole: string): string {
  const how =
    left === null
      ? 'Many lines are'
      : left <= 0
        ? 'The middle of a long line is'
        : left === 1
          ? '1 line is'
          : `${left.toLocaleString('en')} lines are`;
  return `${readablePrint(first)}\n\n[… ${how} left out here: ${whole} has them …]\n\n${readablePrint(last)}`;
}

function linesOf(bytes: Buffer): string[] {
  const text = bytes.toString('utf8');
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

/** Without the line that is cut, unless there is no other. */
function wholeLines(bytes: Buffer, which: 'begin' | 'end'): Buffer {
  const at = which === 'begin' ? bytes.lastIndexOf(newline) : bytes.indexOf(newline);
  if (at < 0 || (which === 'end' && at === bytes.length - 1)) return bytes;
  return which === 'begin' ? bytes.subarray(0, at) : bytes.subarray(at + 1);
}

const newline = 10;

/** Null when that would take long. */
async function countLines(file: number, start: number, end: number): Promise<number | null> {
  if (end - start > mostCounted) return null;
  let count = 0;
  for (let at = start; at < end; at += pieceSize) {
    const bytes = readBytes(file, at, Math.min(end, at + pieceSize));
    for (let next = bytes.indexOf(newline); next >= 0; next = bytes.indexOf(newline, next + 1)) count += 1;
    if (at + pieceSize >= end && bytes.at(-1) !== newline) count += 1;
    // Processes are heard between two pieces.
    await new Promise(resolve => setImmediate(resolve));
  }
  return count;
}

function readBytes(file: number, start: number, end: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, end - start));
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, start));
}
