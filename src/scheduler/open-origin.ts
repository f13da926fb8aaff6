import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { HeadwaterError } from '../errors';
import { recordPath, storeFolder } from '../metadata/store-paths';
import { readRunLife } from '../metadata/run-life';
import { buryRun } from './bury-run';
import { readEventLog } from './event-log';
import { readLease } from './lease';
import { flowNameOf, loadNotebook, type NotebookFile } from './notebook-file';
import { tasksOf, type OriginRun } from './origin-run';
import { runFolder } from './run-folder';
import { lineVersion, type RunLine } from './run-line';
import type { RunAddress } from './run-order';

/**
 * Reads a run that has ended, in whatever way, so that another one can go on from it. A run whose scheduler has died is closed first: what
 * it has left running is ended.
 * @throws HeadwaterError HW402 when there is no such run, HW523 when it has no events that can be read, HW524 while it goes on
 */
export async function openOrigin(address: RunAddress): Promise<OriginRun> {
  const { root, flow, run } = address;
  const folder = runFolder(root, flow, run);
  if (!existsSync(folder.events)) throw withoutEvents(address);
  await close(address);
  const reader = readEventLog(folder.events);
  const lines = reader.next();
  reader.close();
  const header = lines.find(line => line.type === 'run')?.run;
  if (header === undefined) throw notBegun(address);
  if (!isReadable(lines))
    throw unusable(address, 'its events are not those of this version of headwater', `Run it again: headwater run <notebook>`);
  return { header, tasks: tasksOf(header, lines) };
}

/**
 * The notebook of a run as it is now: from `path` when it is given, else from where the run has read it. It must describe the run's flow.
 * @throws HeadwaterError HW525 when it is no longer there, HW526 when it describes another flow, and as `loadNotebook`
 */
export function loadNotebookOf({ header }: OriginRun, path: string | null): NotebookFile {
  const { flow, run, notebook } = header;
  if (path === null && !existsSync(notebook))
    throw new HeadwaterError('HW525', `The notebook of run ${flow}/${run} is no longer at ${notebook}.`, {
      about: notebook,
      hint: `Say where it is now: headwater resume ${flow}/${run} --notebook <notebook>`
    });
  const file = loadNotebook(path ?? notebook);
  if (flowNameOf(file) === flow) return file;
  throw new HeadwaterError('HW526', `${file.path} describes the flow '${flowNameOf(file)}', and run ${flow}/${run} is one of '${flow}'.`, {
    about: flow,
    hint: `If it is the same flow, say so in the notebook's metadata: "headwater": { "flow": "${flow}" }.`
  });
}

/** Milliseconds that somebody else may take to close a dead run. */
const patience = 15_000;

/** Makes sure that nothing of the run goes on. */
async function close({ root, flow, run }: RunAddress): Promise<void> {
  const folder = runFolder(root, flow, run);
  if (readRunLife(root, flow, run, Date.now()) === 'running')
    throw new HeadwaterError('HW524', `Run ${flow}/${run} is still going on.`, {
      about: `${flow}/${run}`,
      hint: 'headwater attach shows it, headwater stop ends it; what it has committed can be resumed then.'
    });
  buryRun(folder);
  for (const until = Date.now() + patience; Date.now() < until; await wait(20)) {
    if (readLease(folder.lease)?.closing !== true) return;
    buryRun(folder);
  }
}

/** Older runs have kept no hashes of their code: nothing can be compared. */
function isReadable(lines: readonly RunLine[]): boolean {
  return lines.every(line => line.v <= lineVersion && (line.type !== 'run' || Object.hasOwn(line.run, 'modules')));
}

function withoutEvents(address: RunAddress): HeadwaterError {
  const { root, flow, run } = address;
  if (existsSync(runFolder(root, flow, run).folder)) return notBegun(address);
  if (existsSync(recordPath(storeFolder(root, flow, run))))
    return unusable(
      address,
      'it was not made by headwater and has no events of its own',
      `If Python Metaflow has made it: python <flow>.py resume --origin-run-id ${run}`
    );
  return new HeadwaterError('HW402', `There is no run ${flow}/${run} in ${root}.`, {
    about: `${flow}/${run}`,
    hint: `headwater runs ${flow} lists the runs there are.`
  });
}

/** A run is registered when its first event is written, which a power cut may have lost. */
function notBegun(address: RunAddress): HeadwaterError {
  return unusable(address, 'its machine stopped before it had begun', 'There is nothing to go on from: headwater run begins anew.');
}

function unusable({ flow, run }: RunAddress, why: string, hint: string): HeadwaterError {
  return new HeadwaterError('HW523', `Run ${flow}/${run} cannot be resumed: ${why}.`, { about: `${flow}/${run}`, hint });
}
