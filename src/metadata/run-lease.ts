import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { bootId, isRunning, startTime } from '../machine/processes';
import { readJsonObject } from './read-json';

/** Who owns a run that goes on; the content of `lease.json`. */
export interface Lease {
  readonly v: number;
  readonly host: string;
  /** Changes with every start of the machine; null where it cannot be told. */
  readonly boot: string | null;
  readonly pid: number;
  /** When the process was started, see `startTime`; tells it from a later one with the same pid. */
  readonly started: string | null;
  /** Milliseconds since 1970; renewed every few seconds. */
  readonly beat: number;
  /** True: its owner only closes the run, whose scheduler has died. */
  readonly closing?: boolean;
}

/** Without a beat for so many milliseconds, an owner that cannot be asked is taken for dead. */
const beatLimit = 60_000;

/**
 * Who owns a run; null when nobody does. Where an owner has taken over from a dead one, it is the last in the row: a taker's claim counts
 * from when its file is there, whether or not it has lived to write `lease.json`.
 */
export function readLease(path: string): Lease | null {
  let lease = readFile(path);
  for (let next = lease; next !== null; next = readFile(successorPath(path, next))) lease = next;
  return lease;
}

/** The file by which one process, and no other, takes over from a given owner. */
export function successorPath(path: string, { host, boot, pid, started, beat }: Lease): string {
  // A process without a known start is told by its last beat, which stays what it is once the process is dead.
  const identity = JSON.stringify([host, boot, pid, started ?? beat]);
  return `${path}.after-${createHash('sha1').update(identity).digest('hex').slice(0, 16)}`;
}

/** True when the owner surely is no more, or has not been heard of for a minute and cannot be asked. */
export function isDead(lease: Lease, now: number): boolean {
  const silent = !(now - lease.beat <= beatLimit);
  if (lease.host !== hostname()) return silent;
  if (lease.boot !== bootId()) return true;
  if (lease.started !== null) return startTime(lease.pid) !== lease.started;
  return !isRunning(lease.pid) || silent;
}

/** Files appear whole and go away whole: one that cannot be read is none. */
function readFile(path: string): Lease | null {
  try {
    const found = readJsonObject(path);
    return found === null ? null : leaseOf(found);
  } catch {
    return null;
  }
}

function leaseOf(found: Readonly<Record<string, unknown>>): Lease | null {
  const { v = 0, host, boot, pid, started, beat, closing } = found;
  if (typeof host !== 'string' || typeof pid !== 'number') return null;
  return {
    v: Number(v),
    host,
    boot: typeof boot === 'string' ? boot : null,
    pid,
    started: typeof started === 'string' ? started : null,
    beat: Number(beat ?? 0),
    ...(closing === true ? { closing } : {})
  };
}
