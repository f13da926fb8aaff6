import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readJsonObject, textField, type JsonObject } from './read-json';
import { storeFolder } from './store-paths';

/**
 * Where a run of ours stands by its own records in `_headwater/`: what `run.json` says of a run that ended, else whether the owner in
 * `lease.json` lives. `ended` without a known way is a run whose scheduler is gone (`died`). Null: no such records, it is not ours.
 */
export type RunLife = 'running' | 'successful' | 'failed' | 'stopped' | 'died' | null;

/** Reads a run's sign of life; `now` in milliseconds since 1970. @throws HeadwaterError HW410 when `run.json` is damaged */
export function readRunLife(root: string, flow: string, run: string, now: number): RunLife {
  const folder = join(storeFolder(root, flow, run), '_headwater');
  const summary = readJsonObject(join(folder, 'run.json'));
  const status = summary === null ? null : textField(summary, 'status');
  if (status === 'successful' || status === 'failed' || status === 'stopped') return status;
  const lease = readLease(join(folder, 'lease.json'));
  if (lease !== null) return isAlive(lease, now) ? 'running' : 'died';
  return summary === null ? null : 'died';
}

/** A lease is replaced by rename and dropped by removal: what cannot be read is no lease. */
function readLease(path: string): JsonObject | null {
  try {
    return readJsonObject(path);
  } catch {
    return null;
  }
}

/** Without a beat for so many milliseconds, an owner that cannot be asked is taken for dead; beats come every 5 s. */
const beatLimit = 60_000;

function isAlive(lease: JsonObject, now: number): boolean {
  const { pid, beat } = lease;
  const fresh = typeof beat === 'number' && now - beat <= beatLimit;
  if (textField(lease, 'host') !== hostname()) return fresh;
  if (textField(lease, 'boot') !== bootId() || typeof pid !== 'number') return false;
  const started = textField(lease, 'started');
  return started === null ? isRunning(pid) && fresh : startTime(pid) === started;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process was started, in clock ticks since the machine's start (Linux); null when it is gone or not told. */
function startTime(pid: number): string | null {
  const text = readTextOrNull(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function bootId(): string | null {
  return readTextOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

function readTextOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
