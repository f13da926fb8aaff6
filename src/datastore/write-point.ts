import { writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** What is written to a temporary file and then renamed (or linked); each has the points `<name>-temporary` (not renamed yet) and `<name>-renamed`. */
const renamedFiles = [
  'blob',
  'blob-meta',
  'flow-record',
  'run-record',
  'latest-run',
  'step-record',
  'attempt-file',
  'summary',
  'lease',
  'lease-successor',
  'tags',
  'edges'
] as const;

/** Every other step of a run's writing, in the order in which a run passes them first. */
const otherPoints = [
  'run-folder',
  'event-half',
  'event-written',
  'task-folder',
  'task-logs',
  'task-record',
  'task-begin',
  'task-artifacts',
  'task-end',
  'task-attempt-done',
  'task-renamed',
  'attempt-logs',
  'end-recorded',
  'end-told',
  'lease-taken',
  'buried'
] as const;

/** Names of what is renamed into its place. */
export type RenamedFile = (typeof renamedFiles)[number];

/** A moment at which a process may die with something half done. */
export type WritePoint = `${RenamedFile}-temporary` | `${RenamedFile}-renamed` | (typeof otherPoints)[number];

/** All of them, so that a test can walk through. */
export const writePoints: readonly WritePoint[] = [
  ...renamedFiles.flatMap(name => [`${name}-temporary`, `${name}-renamed`] as const),
  ...otherPoints
];

/**
 * Does nothing, unless a test asks otherwise by environment variables:
 * `HEADWATER_KILL_AT=<point>[:<nth>][@<program>]` kills this process as it passes the point for the nth time (from 1; the first when left out);
 * `HEADWATER_FAIL_AT=<point>[:<nth>][@<program>]` says there that the disk is full, once, or with `<nth>+` from then on at every point.
 * `<program>`: `scheduler`, `task` or `cli`; any when left out. `HEADWATER_KILL_MARK=<path>`: a file that is made just before the kill.
 * @throws an ENOSPC error like the file system's
 */
export function passWritePoint(name: WritePoint): void {
  if (kill === null && failure === null) return;
  if (kill !== null && isReached(kill, name)) dieHere();
  if (failure !== null && (isReached(failure, name) || (failure.stays && failure.passed >= failure.nth))) throw diskFull(name);
}

/** Whether a test looks at this point, so that a write is to be cut in two there. */
export function isWatched(name: WritePoint): boolean {
  return kill?.name === name || failure?.name === name;
}

interface Target {
  readonly name: string;
  readonly nth: number;
  readonly stays: boolean;
  passed: number;
}

const kill = targetOf(process.env['HEADWATER_KILL_AT']);
const failure = targetOf(process.env['HEADWATER_FAIL_AT']);

function targetOf(text: string | undefined): Target | null {
  const [, name, nth, plus, program] = /^([a-z-]+)(?::(\d+)(\+?))?(?:@(\w+))?$/.exec(text ?? '') ?? [];
  if (name === undefined || (program !== undefined && program !== ownProgram())) return null;
  return { name, nth: Number(nth ?? 1), stays: plus === '+', passed: 0 };
}

function ownProgram(): string {
  return basename(dirname(process.argv[1] ?? ''));
}

function isReached(target: Target, name: WritePoint): boolean {
  if (target.name !== name) return false;
  target.passed += 1;
  return target.passed === target.nth;
}

function dieHere(): never {
  const mark = process.env['HEADWATER_KILL_MARK'];
  if (mark !== undefined) writeFileSync(mark, '');
  for (;;) process.kill(process.pid, 'SIGKILL');
}

function diskFull(name: WritePoint): Error {
  return Object.assign(new Error(`ENOSPC: no space left on device (asked for at '${name}')`), { code: 'ENOSPC' });
}
