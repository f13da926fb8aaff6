import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { HeadwaterError } from '../errors';

/** Where a table file goes: a path, which then has all of it or nothing, or a stream, which is ended. */
export type Destination = string | URL | Writable;

/** A file that is being written. */
export interface Output {
  write(bytes: Uint8Array): Promise<void>;
  /** All is written: makes it visible. */
  finish(): Promise<void>;
  /** Something went wrong: nothing stays behind of a file. */
  abandon(): void;
}

/**
 * Opens a destination.
 * @throws HeadwaterError HW746 when there is such a file and `overwrite` is false, HW747 when it cannot be written
 */
export function openOutput(place: Destination, overwrite: boolean): Output {
  if (typeof place === 'object' && 'write' in place) return outputToStream(place);
  return outputToFile(place instanceof URL ? fileURLToPath(place) : place, overwrite);
}

/** Makes sure that one error while it is written leaves no half of a file. */
export async function writeOutput<T>(output: Output, work: (output: Output) => Promise<T>): Promise<T> {
  try {
    const result = await work(output);
    await output.finish();
    return result;
  } catch (error) {
    output.abandon();
    throw error;
  }
}

let lastTemporary = 0;

function outputToFile(path: string, overwrite: boolean): Output {
  if (!overwrite && existsSync(path)) throw isThere(path);
  lastTemporary += 1;
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${lastTemporary}.part`);
  const file = attempt(path, () => openSync(temporary, 'wx', 0o644));
  let open = true;
  const remove = (): void => rmSync(temporary, { force: true });
  process.once('exit', remove);
  const end = (): void => {
    if (open) closeSync(file);
    open = false;
    process.off('exit', remove);
  };
  return {
    write: bytes => Promise.resolve(attempt(path, () => writeAll(file, bytes))),
    finish: () => {
      attempt(path, () => {
        fsyncSync(file);
        end();
        publish(temporary, path, overwrite);
      });
      return Promise.resolve();
    },
    abandon: () => {
      end();
      remove();
    }
  };
}

/** A link fails where somebody else was first. */
function publish(temporary: string, path: string, overwrite: boolean): void {
  if (overwrite) return renameSync(temporary, path);
  try {
    linkSync(temporary, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw isThere(path);
    return renameSync(temporary, path);
  }
  rmSync(temporary, { force: true });
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length;) offset += writeSync(file, bytes, offset);
}

function outputToStream(stream: Writable): Output {
  let failure: unknown = null;
  stream.once('error', error => {
    failure = error;
  });
  const check = (): void => {
    if (failure !== null) throw unwritable('the stream', failure);
  };
  return {
    write: async bytes => {
      check();
      if (!stream.write(bytes)) await once(stream, 'drain').catch(check);
      check();
    },
    finish: async () => {
      check();
      if (stream === process.stdout || stream === process.stderr) return;
      await new Promise<void>(resolve => {
        stream.once('error', () => resolve());
        stream.end(() => resolve());
      });
      check();
    },
    abandon: () => undefined
  };
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof HeadwaterError ? error : unwritable(path, error);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

function isThere(path: string): HeadwaterError {
  return new HeadwaterError('HW746', `${path} is there already.`, { about: path, hint: 'Give another name, or --force to replace it.' });
}

const obstacles: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is used up',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'part of the path is a file',
  EISDIR: 'it is a folder',
  EPIPE: 'nobody reads it any more'
};

function unwritable(path: string, cause: unknown): HeadwaterError {
  const why = obstacles[String(codeOf(cause))] ?? (cause instanceof Error ? cause.message : String(cause));
  return new HeadwaterError('HW747', `${path} cannot be written: ${why}.`, { about: path, hint: 'Write to another place.', cause });
}
