import { createHash } from 'node:crypto';
import { closeSync, readSync } from 'node:fs';
import { openForReading } from '../datastore/read-file';

const chunkSize = 4 * 1024 * 1024;

/** sha1 of a file's bytes in lower-case hex, read in pieces; null when it is missing. @throws HeadwaterError HW415 when it cannot be opened */
export function streamRawHash(path: string): string | null {
  const file = openForReading(path);
  if (file === null) return null;
  try {
    const hash = createHash('sha1');
    const chunk = Buffer.allocUnsafe(chunkSize);
    for (let read = readSync(file, chunk, 0, chunkSize, null); read > 0; read = readSync(file, chunk, 0, chunkSize, null))
      hash.update(chunk.subarray(0, read));
    return hash.digest('hex');
  } finally {
    closeSync(file);
  }
}
