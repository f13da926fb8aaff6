import { currentAttempt } from '../../../client/task-facts';
import type { Store } from '../../../client/store';
import type { LogStream, TaskPath } from '../../metadata/metadata';
import { ranTask } from '../../metadata/task-origin';

/** An nbformat output of what was printed between two places, in bytes of the task's own output; null when that is nothing. */
export type PrintedText = (from: number, to: number) => object | null;

/** Reads what a task has printed on one stream, `total` bytes of it. What a reused one has printed is read from the task that ran. */
export function openPrinted(store: Store, path: TaskPath, stream: LogStream, total: number): PrintedText {
  if (total === 0) return () => null;
  const ran = ranTask(store.reader, path);
  const attempt = currentAttempt(store, ran);
  const isShort = store.reader.logSize(ran, stream, attempt) <= readWhole;
  const pieces = isShort ? wholeText(store, ran, stream, attempt) : bothEnds(store, ran, stream, attempt, total);
  return (from, to) => {
    const text = textBetween(pieces, from, to);
    return text === '' ? null : { output_type: 'stream', name: stream, text };
  };
}

/** Bytes from a place on. */
interface Piece {
  readonly at: number;
  readonly bytes: Buffer;
}

/** Stored bytes of a log that is read from its beginning to its end to tell its cells apart. */
const readWhole = 8 * 1024 * 1024;

/** Bytes that are shown of the beginning of a text, and of its end. */
const shown = 32 * 1024;

function wholeText({ reader }: Store, path: TaskPath, stream: LogStream, attempt: number): Piece[] {
  const bytes = Buffer.concat([...reader.logBytes(path, stream, attempt)].map(each => Buffer.from(each)));
  return bytes.length === 0 ? [] : [{ at: 0, bytes }];
}

function bothEnds({ reader }: Store, path: TaskPath, stream: LogStream, attempt: number, total: number): Piece[] {
  const page = (from: number): Buffer =>
    Buffer.concat(reader.logPage(path, stream, attempt, from, shown).lines.flatMap(({ message }) => [message, lineFeed]));
  const end = page(reader.logSize(path, stream, attempt) - shown);
  return [
    { at: 0, bytes: page(0) },
    { at: Math.max(0, total - end.length), bytes: end }
  ];
}

const newline = 10;
const lineFeed = Buffer.of(newline);

function textBetween(pieces: readonly Piece[], from: number, to: number): string {
  let text = '';
  let covered = from;
  for (const { at, bytes } of pieces) {
    const own = bytes.subarray(Math.max(0, from - at), Math.max(0, to - at));
    if (own.length === 0) continue;
    if (Math.max(from, at) > covered) text += cut;
    text += shortened(own);
    covered = Math.min(to, at + bytes.length);
  }
  return covered < to && (pieces.length > 1 || text !== '') ? text + cut : text;
}

function shortened(bytes: Buffer): string {
  if (bytes.length <= 2 * shown) return bytes.toString('utf8');
  const begin = bytes.subarray(0, bytes.lastIndexOf(newline, shown) + 1);
  const end = bytes.subarray(bytes.indexOf(newline, bytes.length - shown) + 1);
  return `${begin.toString('utf8')}${cut}${end.toString('utf8')}`;
}

const cut = "[…] The whole is in the task's log.\n";
