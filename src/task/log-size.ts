import { fstatSync } from 'node:fs';

/** Bytes in the log behind a descriptor; 0 when it is no file. */
export function logSize(descriptor: number): number {
  try {
    return fstatSync(descriptor).size;
  } catch {
    return 0;
  }
}
