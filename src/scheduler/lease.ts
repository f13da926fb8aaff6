import { openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import { hostname } from 'node:os';
import { startTime } from '../compute/local';
import { replaceFile } from '../datastore/write-file';

/** Who owns a run that goes on; the content of `lease.json`. */
export interface Lease {
  readonly v: number;
  readonly host: string;
  /** Changes with every start of the machine; null where it cannot be told. */
  readonly boot: string | null;
  readonly pid: number;
  /** When the process was started, see `startTime`; tells it from a later one with the same pid. */
  readonly started: string | null;
  /** Milliseconds since 1970; renewed every `beatInterval`. */
  readonly beat: number;
}

/** Milliseconds between beats. */
export const beatInterval = 5000;
/** Without a beat for so long, an owner on another machine is taken for dead. */
const beatLimit = 60_000;

/** The lease of this process, as of now. */
export function ownLease(now: number): Lease {
  return { v: 1, host: hostname(), boot: bootId(), pid: process.pid, started: startTime(process.pid), beat: now };
}

/** Takes the lease of a run that has no owner; false when somebody has it, dead or alive. */
export function createLease(path: string, lease: Lease): boolean {
  let file;
  try {
    file = openSync(path, 'wx');
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
  writeSync(file, JSON.stringify(lease));
  closeSync(file);
  return true;
}

/** Says that the owner is alive. */
export function renewLease(path: string, lease: Lease): void {
  replaceFile(path, [JSON.stringify(lease)]);
}

/** Gives the lease up. */
export function dropLease(path: string): void {
  rmSync(path, { force: true });
}

/** Who owns a run; null when nobody does. */
export function readLease(path: string): Lease | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Lease;
  } catch {
    return null;
  }
}

/** True when the owner surely is no more, or has not been heard of for a minute. */
export function isDead(lease: Lease, now: number): boolean {
  if (lease.host !== hostname()) return now - lease.beat > beatLimit;
  if (lease.boot !== bootId()) return true;
  if (lease.started !== null) return startTime(lease.pid) !== lease.started;
  return !isRunning(lease.pid) || now - lease.beat > beatLimit;
}

/** Takes over the lease of a dead owner; of several who try, one gets it. */
export function takeOver(path: string, dead: Lease, lease: Lease): boolean {
  // The file is named for the dead owner: nobody can take over from the same one twice.
  if (!createLease(`${path}.after-${dead.pid}-${dead.started ?? dead.beat}`, lease)) return false;
  replaceFile(path, [JSON.stringify(lease)]);
  return true;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
