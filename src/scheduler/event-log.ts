import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { explainWrite } from '../datastore/write-file';
import type { RunLine } from './run-line';

/** Appends lines to a run's `events.jsonl`. */
export interface EventLog {
  /** @throws HeadwaterError HW413, HW414 when the store cannot be written */
  append(line: RunLine): void;
  close(): void;
}

/** Opens a run's log for its owner; a line that a dead owner has left unfinished is ended. @throws HeadwaterError HW413, HW414 when it cannot be written */
export function openEventLog(path: string): EventLog {
  const file = attempt(path, () => openSync(path, 'a+'));
  attempt(path, () => endLastLine(file));
  return {
    append: line =>
      attempt(path, () => {
        const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
        for (let offset = 0; offset < bytes.length;) offset += writeSync(file, bytes, offset);
      }),
    close: () => closeSync(file)
  };
}

function endLastLine(file: number): void {
  const { size } = fstatSync(file);
  if (size > 0 && readFrom(file, size - 1)[0] !== 10) writeSync(file, '\n');
}

/** Reads the lines of a run's log that have been added since the last call. */
export interface EventReader {
  /** New whole lines; `[]` when there are none or the file is not there yet. */
  next(): RunLine[];
  close(): void;
}

/** Opens a run's log for somebody who follows it. */
export function readEventLog(path: string): EventReader {
  let file: number | null = null;
  let position = 0;
  let rest = Buffer.alloc(0);
  return {
    next() {
      file ??= openIfThere(path);
      if (file === null) return [];
      const bytes = readFrom(file, position);
      position += bytes.length;
      const text = Buffer.concat([rest, bytes]);
      const end = text.lastIndexOf(10) + 1;
      rest = text.subarray(end);
      return text
        .subarray(0, end)
        .toString('utf8')
        .split('\n')
        .filter(line => line !== '')
        .flatMap(parseLine);
    },
    close() {
      if (file !== null) closeSync(file);
      file = null;
    }
  };
}

/** A line that a dying writer has left unfinished is followed by whole ones of its successor. */
function parseLine(line: string): RunLine[] {
  try {
    return [JSON.parse(line) as RunLine];
  } catch {
    return [];
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

function readFrom(file: number, position: number): Buffer {
  const size = fstatSync(file).size - position;
  if (size <= 0) return Buffer.alloc(0);
  const bytes = Buffer.alloc(size);
  return bytes.subarray(0, readSync(file, bytes, 0, size, position));
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw explainWrite(error, path);
  }
}
