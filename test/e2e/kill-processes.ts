import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openReader } from '../../src/metadata/local-reader';
import { readLease } from '../../src/metadata/run-lease';
import { packageRoot } from '../build';
import type { OutsideKill } from './kill-plan';
import { processesIn } from './killed-store';
import type { Started, Workspace } from './workspace';

/** How a run is to be killed; see `Kill`. */
export interface Wish {
  readonly point: string | null;
  readonly outside: OutsideKill | null;
}

/** What became of a command whose run was to be killed. */
export interface Killed {
  /** False when the command had to be ended. */
  readonly ended: boolean;
  /** What was killed: `scheduler`, `task`, or the point; empty when the run was over before. */
  readonly hit: readonly string[];
}

/** Runs a command that begins a run of the flow, kills what is to be killed, and waits for the command's end. */
export async function runAndKill(place: Workspace, flow: string, args: readonly string[], { point, outside }: Wish): Promise<Killed> {
  const before = newestRun(place, flow);
  const started = place.start(args, { environment: environmentOf(place, point), timeout: 60_000 });
  const hit = outside === null ? [] : await killFromOutside(place, flow, before, started, outside);
  await started.ended;
  return { ended: !started.child.killed, hit: [...hit, ...takeMark(place, point)] };
}

/** A program with the client gives a run the tag `seen`, and dies at the point. */
export async function tagAndDie(place: Workspace, pathspec: string, point: string): Promise<Killed> {
  const program = `require(${JSON.stringify(packageRoot)}).Run(process.argv[1]).addTag('seen')`;
  const environment = { ...process.env, ...place.environment, ...environmentOf(place, point) };
  const child = spawn(process.execPath, ['-e', program, pathspec], { cwd: place.folder, env: environment, stdio: 'ignore' });
  await new Promise(resolve => child.once('exit', resolve));
  return { ended: true, hit: takeMark(place, point) };
}

/** Id of the flow's newest run that is registered; null when there is none. */
export function newestRun(place: Workspace, flow: string): string | null {
  return openReader(place.storeRoot).runIds(flow)[0] ?? null;
}

const markOf = (place: Workspace): string => path.join(place.folder, 'killed.mark');

function environmentOf(place: Workspace, point: string | null): Record<string, string> {
  return point === null ? {} : { HEADWATER_KILL_AT: point, HEADWATER_KILL_MARK: markOf(place) };
}

function takeMark(place: Workspace, point: string | null): string[] {
  if (point === null || !existsSync(markOf(place))) return [];
  rmSync(markOf(place));
  return [point];
}

async function killFromOutside(
  place: Workspace,
  flow: string,
  before: string | null,
  started: Started,
  { who, after }: OutsideKill
): Promise<string[]> {
  const over = { yet: false };
  void started.ended.then(() => (over.yet = true));
  const scheduler = await ownerOf(place, flow, before, over);
  await sleep(after);
  const killed: string[] = [];
  const task = who === 'scheduler' ? undefined : await someTask(place, [scheduler, started.child.pid], over);
  if (who !== 'task' && scheduler !== undefined && killIfThere(scheduler)) killed.push('scheduler');
  if (task !== undefined && killIfThere(task)) killed.push('task');
  return killed;
}

/** The scheduler of the run that begins; undefined when the command ends before. */
async function ownerOf(
  place: Workspace,
  flow: string,
  before: string | null,
  over: { readonly yet: boolean }
): Promise<number | undefined> {
  while (!over.yet) {
    const run = newestRun(place, flow);
    const lease = run === before || run === null ? null : readLease(path.join(place.storeRoot, flow, run, '_headwater/lease.json'));
    if (lease !== null) return lease.pid;
    await sleep(5);
  }
  return undefined;
}

/** One of the processes that are neither the scheduler nor the command; waits for the first. */
async function someTask(
  place: Workspace,
  others: readonly (number | undefined)[],
  over: { readonly yet: boolean }
): Promise<number | undefined> {
  while (!over.yet) {
    const tasks = processesIn(place).filter(pid => !others.includes(pid));
    if (tasks.length > 0) return tasks[Math.floor(tasks.length / 2)];
    await sleep(5);
  }
  return undefined;
}

function killIfThere(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
    return false;
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
