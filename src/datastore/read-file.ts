import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { constants } from 'node:buffer';
import { HeadwaterError } from '../errors';

/**
 * A file's bytes, or null when there is no such file. Larger than `readFileSync` allows: up to 4 GiB.
 * @throws HeadwaterError HW415 when it is larger or cannot be read
 */
export function readBytes(path: string): Buffer | null {
  const file = openForReading(path);
  if (file === null) return null;
  try {
    return readOpen(file, path);
  } finally {
    closeSync(file);
  }
}

/** Opens a file; null when there is none. */
export function openForReading(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw unreadable(path, error);
  }
}

/** Node reads at most 2 GiB a call. */
const longestRead = 256 * 1024 * 1024;

function readOpen(file: number, path: string): Buffer {
  try {
    const { size } = fstatSync(file);
    if (size > constants.MAX_LENGTH) throw new RangeError(`${size} bytes are more than one buffer holds`);
    const bytes = Buffer.allocUnsafe(size);
    let length = 0;
    while (length < size) {
      const read = readSync(file, bytes, length, Math.min(longestRead, size - length), null);
      if (read === 0) break;
      length += read;
    }
    return length === size ? bytes : bytes.subarray(0, length);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): HeadwaterError {
  return new HeadwaterError('HW415', `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`, {
    about: path,
    hint: 'Check its permissions and its disk.',
    cause
  });
}
