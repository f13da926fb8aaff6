import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openReader } from '../../src/metadata/local-reader';
import { readLease } from '../../src/metadata/run-lease';
import { packageRoot } from '../build';
import { faultsOf, finalKeys, leftoversAfterCollection, processesIn } from './killed-store';
import type { Kill } from './kill-plan';
import type { MetaflowReader } from './metaflow-reader';
import { lastEvent, type Ran, type Started, type Workspace } from './workspace';

/** The flow that is killed, its notebook, and what an undisturbed run makes. */
export interface Victim {
  readonly place: Workspace;
  readonly flow: string;
  readonly notebook: string;
  readonly reader: MetaflowReader;
  readonly expected: Expected;
}

/** Final variables by content key, and the file that a step writes. */
export interface Expected {
  readonly keys: Readonly<Record<string, string>>;
  readonly notes: string;
}

/** Runs the notebook undisturbed. @throws when it does not succeed */
export async function expectedOf(place: Workspace, notebook: string): Promise<Expected & { readonly duration: number }> {
  const began = Date.now();
  const ran = await place.headwater(['run', notebook, '--json']);
  if (ran.status !== 0) throw new Error(`the undisturbed run ended with ${ran.status}: ${ran.stdout}${ran.stderr}`);
  return { keys: finalKeys(place, String(lastEvent(ran)['pathspec'])), notes: notesOf(place), duration: Date.now() - began };
}

/** Kills one run, looks at what it has left, goes on with it, and compares. Faults, one sentence each. */
export async function killOnce(victim: Victim, kill: Kill): Promise<string[]> {
  const { place, flow, reader } = victim;
  clear(place);
  const began = newestRun(place, flow);
  const ran = await runAndKill(victim, kill);
  const faults = ran === null ? ['the command that follows the run does not end'] : [];
  faults.push(...(await leftRunning(place)).map(each => `process ${each} is left running`));
  faults.push(...(await faultsOf(place, flow, reader, 1)));
  const run = newestRun(place, flow);
  faults.push(...(await goOn(victim, run === began ? null : run)));
  faults.push(...leftoversAfterCollection(place, flow).map(each => `gc leaves ${each}`));
  faults.push(...(await faultsOf(place, flow, reader, 1)).map(each => `afterwards: ${each}`));
  return faults;
}

/** What the cells write to; a fresh run finds none of it. */
function clear(place: Workspace): void {
  for (const name of ['notes.txt', 'tried.txt']) rmSync(path.join(place.folder, name), { force: true });
}

function notesOf(place: Workspace): string {
  const file = path.join(place.folder, 'notes.txt');
  return existsSync(file) ? readFileSync(file, 'utf8') : '(no notes.txt)';
}

async function runAndKill({ place, flow, notebook }: Victim, kill: Kill): Promise<Ran | null> {
  const before = newestRun(place, flow);
  const started = place.start(['run', notebook, '--json'], { environment: kill.environment, timeout: 45_000 });
  if (kill.outside !== null) {
    const run = await begunRun(place, flow, before, started);
    await sleep(kill.outside.after);
    if (run !== null) killProcesses(place, flow, run, kill.outside.who, started);
  }
  const ran = await started.ended;
  const isKilledByItself = kill.environment['HEADWATER_KILL_AT']?.endsWith('@cli') === true;
  return started.child.killed && !isKilledByItself ? null : ran;
}

/** The run's id once its owner is known; null when the command ends before. */
async function begunRun(place: Workspace, flow: string, before: string | null, started: Started): Promise<string | null> {
  let over = false;
  void started.ended.then(() => (over = true));
  while (!over) {
    const run = newestRun(place, flow);
    if (run !== before && run !== null && readLease(leasePath(place, flow, run)) !== null) return run;
    await sleep(5);
  }
  return null;
}

function killProcesses(place: Workspace, flow: string, run: string, who: 'scheduler' | 'task' | 'both', started: Started): void {
  const scheduler = readLease(leasePath(place, flow, run))?.pid;
  const tasks = processesIn(place).filter(pid => pid !== scheduler && pid !== started.child.pid);
  const task = tasks[Math.floor(tasks.length / 2)];
  if (who !== 'task' && scheduler !== undefined) killIfThere(scheduler);
  if (who !== 'scheduler' && task !== undefined) killIfThere(task);
}

/** Goes on with a run, or begins again where there is none, and says what is not as it should be. */
async function goOn({ place, notebook, flow, expected }: Victim, run: string | null): Promise<string[]> {
  const resumable = run !== null && openReader(place.storeRoot).run(flow, run) !== null && canResume;
  if (!resumable) clear(place);
  const ran = await place.headwater(resumable ? ['resume', `${flow}/${run}`, '--json'] : ['run', notebook, '--json']);
  if (ran.status !== 0) return [`going on ended with ${ran.status}: ${ran.stdout.slice(-600)} ${ran.stderr.slice(-600)}`];
  await leftRunning(place);
  const keys = finalKeys(place, String(lastEvent(ran)['pathspec']));
  const names = [...new Set([...Object.keys(expected.keys), ...Object.keys(keys)])].filter(name => keys[name] !== expected.keys[name]);
  const notes = notesOf(place) === expected.notes ? [] : ['notes.txt is not as it should be'];
  return [...names.map(name => `the final ${name} is not as it should be`), ...notes];
}

const canResume = existsSync(path.join(packageRoot, 'src/cli/resume.ts'));

/** Processes that are still there after a moment. */
async function leftRunning(place: Workspace): Promise<number[]> {
  for (let tries = 0; ; tries++) {
    const found = processesIn(place);
    if (found.length === 0 || tries === 100) return found;
    await sleep(30);
  }
}

function newestRun(place: Workspace, flow: string): string | null {
  return openReader(place.storeRoot).runIds(flow)[0] ?? null;
}

function leasePath(place: Workspace, flow: string, run: string): string {
  return path.join(place.storeRoot, flow, run, '_headwater/lease.json');
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
