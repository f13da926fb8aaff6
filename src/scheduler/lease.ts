import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { removeQuietly, replaceFile, temporaryName, writeParts } from '../datastore/write-file';
import { passWritePoint } from '../datastore/write-point';
import { bootId, startTime } from '../machine/processes';
import { isDead, readLease, successorPath, type Lease } from '../metadata/run-lease';

export { isDead, readLease, type Lease };

/** Milliseconds between beats. */
export const beatInterval = 5000;

/** The lease of this process, as of now. */
export function ownLease(now: number): Lease {
  return { v: 1, host: hostname(), boot: bootId(), pid: process.pid, started: startTime(process.pid), beat: now };
}

/** Takes the lease of a run that has no owner; false when somebody has it, dead or alive. */
export function createLease(path: string, lease: Lease): boolean {
  return createWhole(path, JSON.stringify(lease), 'lease');
}

/** Says that the owner is alive; false when it owns the run no more: it was taken for dead, and the run was closed. */
export function renewLease(path: string, lease: Lease): boolean {
  if (!holdsLease(path, lease)) return false;
  replaceFile(path, [JSON.stringify(lease)], 'lease');
  return true;
}

/** True while the run's owner is the process of this lease. */
export function holdsLease(path: string, lease: Lease): boolean {
  const now = readLease(path);
  return now !== null && now.pid === lease.pid && now.host === lease.host && now.boot === lease.boot && now.started === lease.started;
}

/** Gives the lease up. */
export function dropLease(path: string): void {
  rmSync(path, { force: true });
}

/** Takes over the lease of a dead owner; of several who try, in whatever order they have seen what, one gets it. */
export function takeOver(path: string, dead: Lease, lease: Lease): boolean {
  // The file is named for the dead owner: nobody can take over from the same one twice.
  if (!createWhole(successorPath(path, dead), JSON.stringify(lease), 'lease-successor')) return false;
  replaceFile(path, [JSON.stringify(lease)], 'lease');
  passWritePoint('lease-taken');
  return true;
}

/** Makes a file that is there whole or not at all; false when there is one of that name. */
function createWhole(path: string, text: string, name: 'lease' | 'lease-successor'): boolean {
  const hidden = join(dirname(path), temporaryName());
  try {
    writeParts(hidden, [text]);
    passWritePoint(`${name}-temporary`);
    linkOrCreate(hidden, path, text);
    passWritePoint(`${name}-renamed`);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    removeQuietly(hidden);
  }
}

/** Where the file system has no links, the file is empty for a moment. */
function linkOrCreate(hidden: string, path: string, text: string): void {
  try {
    linkSync(hidden, path);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error) ?? '')) throw error;
    writeFileSync(path, text, { flag: 'wx' });
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
