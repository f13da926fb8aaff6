import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openReader } from '../../src/metadata/local-reader';
import { faultsOf, finalKeys, leftoversAfterCollection, processesIn } from './killed-store';
import type { Kill } from './kill-plan';
import { newestRun, runAndKill, tagAndDie, type Killed } from './kill-processes';
import type { MetaflowReader } from './metaflow-reader';
import { lastEvent, type Workspace } from './workspace';

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

/** What one kill has met and what was wrong afterwards, one sentence each. */
export interface Outcome {
  /** What was killed: `scheduler`, `task`, or the name of a point. */
  readonly hit: readonly string[];
  readonly faults: readonly string[];
}

/** Runs the notebook undisturbed. @throws when it does not succeed */
export async function expectedOf(place: Workspace, notebook: string): Promise<Expected & { readonly duration: number }> {
  const began = Date.now();
  const ran = await place.headwater(['run', notebook, '--json']);
  if (ran.status !== 0) throw new Error(`the undisturbed run ended with ${ran.status}: ${ran.stdout}${ran.stderr}`);
  return { keys: finalKeys(place, String(lastEvent(ran)['pathspec'])), notes: notesOf(place), duration: Date.now() - began };
}

/** Kills one run, looks at what it has left, goes on with it, and compares. */
export async function killOnce(victim: Victim, kill: Kill): Promise<Outcome> {
  const { place, flow, notebook } = victim;
  if (kill.fresh) rmSync(place.storeRoot, { recursive: true, force: true });
  clear(place);
  const began = newestRun(place, flow);
  const first = await runAndKill(place, flow, ['run', notebook, '--json'], kill.tagging ? { point: null, outside: null } : kill);
  const run = newestRun(place, flow);
  const tagged = kill.tagging ? await tagAndDie(place, `${flow}/${run}`, kill.point ?? '') : null;
  const faults = await faultsAfter(victim, first);
  const left = run === began ? null : run;
  const second = kill.again === null ? null : await runAndKill(place, flow, goOnArgs(victim, left), { point: null, outside: kill.again });
  if (second !== null) faults.push(...(await faultsAfter(victim, second)).map(each => `after the second kill: ${each}`));
  const newest = newestRun(place, flow);
  faults.push(...(await goOn(victim, newest === began ? null : newest)));
  faults.push(...leftoversAfterCollection(place, flow).map(each => `gc leaves ${each}`));
  faults.push(...(await faultsOf(place, flow, victim.reader, 1)).map(each => `afterwards: ${each}`));
  return { hit: [first, tagged, second].flatMap(each => each?.hit ?? []), faults };
}

async function faultsAfter({ place, flow, reader }: Victim, { ended }: Killed): Promise<string[]> {
  const hanging = ended ? [] : ['the command that follows the run does not end'];
  const running = (await leftRunning(place)).map(each => `process ${each} is left running`);
  return [...hanging, ...running, ...(await faultsOf(place, flow, reader, 1))];
}

/** What the cells write to; a fresh run finds none of it. */
function clear(place: Workspace): void {
  for (const name of ['notes.txt', 'tried.txt']) rmSync(path.join(place.folder, name), { force: true });
}

function notesOf(place: Workspace): string {
  const file = path.join(place.folder, 'notes.txt');
  return existsSync(file) ? readFileSync(file, 'utf8') : '(no notes.txt)';
}

/** Goes on with a run and says what is not as it should be. */
async function goOn(victim: Victim, run: string | null): Promise<string[]> {
  const { place, expected } = victim;
  const ran = await place.headwater(goOnArgs(victim, run));
  if (ran.status !== 0) return [`going on ended with ${ran.status}: ${ran.stdout.slice(-600)} ${ran.stderr.slice(-600)}`];
  await leftRunning(place);
  const keys = finalKeys(place, String(lastEvent(ran)['pathspec']));
  const names = [...new Set([...Object.keys(expected.keys), ...Object.keys(keys)])].filter(name => keys[name] !== expected.keys[name]);
  const notes = notesOf(place) === expected.notes ? [] : ['notes.txt is not as it should be'];
  return [...names.map(name => `the final ${name} is not as it should be`), ...notes];
}

/** Resumes the run, or begins again where none was registered. */
function goOnArgs({ place, notebook, flow }: Victim, run: string | null): string[] {
  if (run !== null && openReader(place.storeRoot).run(flow, run) !== null) return ['resume', `${flow}/${run}`, '--json'];
  clear(place);
  return ['run', notebook, '--json'];
}

/** Processes that are still there after a moment. */
async function leftRunning(place: Workspace): Promise<number[]> {
  for (let tries = 0; ; tries++) {
    const found = processesIn(place);
    if (found.length === 0 || tries === 100) return found;
    await new Promise(resolve => setTimeout(resolve, 30));
  }
}
