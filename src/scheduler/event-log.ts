import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { explainWrite } from '../datastore/write-file';
import { isWatched, passWritePoint } from '../datastore/write-point';
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
  let torn = false;
  return {
    append: line =>
      attempt(path, () => {
        // A full disk may have taken a part of the last line: what follows must not be lost with it.
        const text = `${torn ? '\n' : ''}${JSON.stringify(line)}\n`;
        torn = true;
        writeLine(file, Buffer.from(text));
        torn = false;
        // What the run is: closing it after a power cut goes by this.
        if (line.type === 'run') fsyncSync(file);
      }),
    close: () => closeSync(file)
  };
}

function writeLine(file: number, bytes: Buffer): void {
  const half = isWatched('event-half') ? bytes.length >> 1 : 0;
  if (half > 0) writeAll(file, bytes.subarray(0, half));
  passWritePoint('event-half');
  writeAll(file, bytes.subarray(half));
  passWritePoint('event-written');
}

function writeAll(file: number, bytes: Buffer): void {
  for (let offset = 0; offset < bytes.length;) offset += writeSync(file, bytes, offset);
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
