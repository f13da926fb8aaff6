import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When a process of this machine was started, in words that only fit to be compared: it tells a process from a later one with the same pid.
 * Null when it is gone (also when it has ended and only its parent has not noticed), or when this machine does not say.
 */
export function startTime(pid: number): string | null {
  return hasProc() ? startTimeByProc(pid) : startTimeByPs(pid);
}

/** Clock ticks since the machine's start: field 22 of Linux's `/proc/<pid>/stat`; field 3 is the state. */
function startTimeByProc(pid: number): string | null {
  const text = readTextOrNull(`/proc/${pid}/stat`);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return isEnded(fields[0] ?? '') ? null : (fields[19] ?? null);
}

/** The local time to the second, as `ps` of macOS and BSD (and of Linux) prints it in the C locale; UTC. */
export function startTimeByPs(pid: number): string | null {
  const [, state = '', started = ''] = /^(\S+)\s+(.+)$/.exec(ask('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]) ?? '') ?? [];
  return started === '' || isEnded(state) ? null : started.replace(/\s+/g, ' ');
}

/** Whether a process is there, as far as a signal can tell. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

let boot: string | null | undefined;

/** Something that changes with every start of the machine; null where it cannot be told. */
export function bootId(): string | null {
  boot ??= readTextOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? ask('sysctl', ['-n', 'kern.bootsessionuuid']);
  return boot;
}

/** States Z and X of ps: ended, but its parent has not taken note. */
function isEnded(state: string): boolean {
  return state.startsWith('Z') || state.startsWith('X');
}

let proc: boolean | undefined;

function hasProc(): boolean {
  proc ??= readTextOrNull('/proc/self/stat') !== null;
  return proc;
}

/** What a program says; null when it fails, is missing or says nothing. */
function ask(program: string, args: readonly string[]): string | null {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const text = execFileSync(program, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'], timeout: 5000 }).trim();
    return text === '' ? null : text;
  } catch {
    return null;
  }
}

function readTextOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
