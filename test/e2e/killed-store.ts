import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { namespace } from '../../client/namespace';
import { Run } from '../../client/open';
import { checkStore } from '../../src/metadata/check-store';
import { findGarbage, gracePeriod, removeGarbage } from '../../src/metadata/collect-garbage';
import { openReader } from '../../src/metadata/local-reader';
import { readEventLog } from '../../src/scheduler/event-log';
import type { MetaflowReader } from './metaflow-reader';
import type { Workspace } from './workspace';

/** What is wrong with a store after a kill, one sentence each; empty when nothing is. Reads the flow's newest runs, `count` of them. */
export async function faultsOf(place: Workspace, flow: string, reader: MetaflowReader, count: number): Promise<string[]> {
  const runs = openReader(place.storeRoot).runIds(flow);
  const found = await Promise.all(runs.slice(0, count).map(run => faultsOfRun(place, flow, run, reader)));
  return [...checkFaults(place, flow), ...found.flat()];
}

/** `headwater fsck` finds nothing but what did not finish. */
function checkFaults(place: Workspace, flow: string): string[] {
  const { problems } = checkStore(place.storeRoot, [flow], Date.now());
  return problems.filter(each => each.severity === 'error').map(each => `fsck: ${each.about} ${each.message}`);
}

async function faultsOfRun(place: Workspace, flow: string, run: string, reader: MetaflowReader): Promise<string[]> {
  if (openReader(place.storeRoot).run(flow, run) === null) return [];
  const seen = await reader.read(`${flow}/${run}`);
  const ours = await readByClient(place, flow, run);
  const committed = committedTasks(place, flow, run);
  const faults = [...seen.broken.map(([about, error]) => `metaflow: ${about}: ${error}`), ...ours.broken];
  for (const [who, finished] of [
    ['metaflow', seen.finished],
    ['our client', ours.finished]
  ] as const)
    faults.push(...committed.filter(task => !finished.includes(task)).map(task => `${who}: committed ${task} of ${run} is lost`));
  const difference = seen.finished.filter(task => !ours.finished.includes(task));
  return [...faults, ...difference.map(task => `only metaflow takes ${task} for finished`)];
}

/** Every artifact of every task that our client takes for finished, decoded. */
async function readByClient(place: Workspace, flow: string, run: string): Promise<{ finished: string[]; broken: string[] }> {
  const finished: string[] = [];
  const broken: string[] = [];
  namespace(null);
  const found = Run(`${flow}/${run}`, { root: place.storeRoot });
  for (const step of await found.steps)
    for (const task of await step.tasks) {
      const name = `${step.id}/${task.id}`;
      try {
        if (await task.successful) finished.push(name);
        for (const artifact of await task.artifacts) await artifact.data;
      } catch (error) {
        broken.push(`our client: ${name}: ${String(error)}`);
      }
    }
  return { finished, broken };
}

/** Tasks that the run's log says it has published as successful. */
function committedTasks(place: Workspace, flow: string, run: string): string[] {
  const log = readEventLog(path.join(place.storeRoot, flow, run, '_headwater/events.jsonl'));
  const tasks = new Set(
    log.next().flatMap(line => (line.type === 'deed' && line.deed.type === 'commit' && line.deed.error === null ? [line.deed.task] : []))
  );
  log.close();
  const folder = path.join(place.storeRoot, flow, run);
  const steps = readdirSync(folder).filter(name => !name.startsWith('_'));
  return [...tasks].map(task => {
    const step = steps.find(each => existsSync(path.join(folder, each, task)));
    return `${step ?? '(no step)'}/${task}`;
  });
}

/** Content keys of a successful run's final variables by name. */
export function finalKeys(place: Workspace, pathspec: string): Readonly<Record<string, string>> {
  const folder = path.join(place.storeRoot, pathspec, 'end');
  const task = readdirSync(folder).find(name => /^\d+$/.test(name)) ?? '';
  const records = readdirSync(path.join(folder, task, '_meta')).filter(name => /^0_artifact_[^_]/.test(name));
  return Object.fromEntries(
    records.map(name => {
      const { sha } = JSON.parse(readFileSync(path.join(folder, task, '_meta', name), 'utf8')) as { sha: string };
      return [name.slice('0_artifact_'.length, -'.json'.length), sha];
    })
  );
}

/** What `gc` leaves of a store's leftovers, looked at when nothing is too young any more. */
export function leftoversAfterCollection(place: Workspace, flow: string): string[] {
  removeGarbage(findGarbage(place.storeRoot, flow, Date.now() + 2 * gracePeriod));
  const names = readdirSync(place.storeRoot, { recursive: true, encoding: 'utf8' });
  return names.filter(name => path.basename(name).startsWith('.hw-'));
}

/** Processes that work in the workspace's folder: its schedulers and tasks. */
export function processesIn(place: Workspace): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && folderOf(name) === place.folder)
    .map(Number)
    .filter(pid => pid !== process.pid);
}

function folderOf(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}
