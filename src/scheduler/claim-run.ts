import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { explainWrite, makeFolder } from '../datastore/write-file';
import { passWritePoint } from '../datastore/write-point';
import { storeFolder } from '../metadata/store-paths';
import { createLease, ownLease } from './lease';
import { runFolder, type RunFolder } from './run-folder';

/** A run id that nobody else has, with its folder. */
export interface ClaimedRun {
  readonly run: string;
  readonly folder: RunFolder;
}

/**
 * Takes a run id, the time in microseconds since 1970 as Metaflow's, and makes the run's folder with this process as its owner.
 * @throws HeadwaterError HW413, HW414 when the store cannot be written
 */
export function claimRun(root: string, flow: string, microseconds: number): ClaimedRun {
  for (let id = microseconds; ; id++) {
    const run = String(id);
    const folder = runFolder(root, flow, run);
    try {
      makeFlowFolder(storeFolder(root, flow));
      mkdirSync(storeFolder(root, flow, run));
      makeFolder(folder.logs);
      passWritePoint('run-folder');
      createLease(folder.lease, ownLease(Date.now()));
      return { run, folder };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw explainWrite(error, folder.folder);
    }
  }
}

/** A file of that name is no reason to try another run id. */
function makeFlowFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false)
    throw Object.assign(new Error(`${folder} is a file`), { code: 'ENOTDIR' });
  makeFolder(folder);
}

/** Takes back a run that was refused: its folder, and the flow's when nothing else is in it. */
export function unclaimRun(root: string, flow: string, { run }: ClaimedRun): void {
  rmSync(storeFolder(root, flow, run), { recursive: true, force: true });
  try {
    rmdirSync(storeFolder(root, flow));
  } catch {
    // Other runs are in it.
  }
}

/** How many runs are looked at: older ones were seen by the runs after them. */
const looked = 20;

/** Ids of the flow's newest runs, newest first, whether they are registered or not. */
export function newestRuns(root: string, flow: string): string[] {
  try {
    const names = readdirSync(storeFolder(root, flow)).filter(name => /^\d{16}$/.test(name));
    return names.sort().slice(-looked).reverse();
  } catch {
    return [];
  }
}

/** Id of the flow's newest run; null when it has none. */
function lastRun(root: string, flow: string): string | null {
  try {
    return readFileSync(join(storeFolder(root, flow), 'latest_run'), 'utf8').trim();
  } catch {
    return null;
  }
}

/** Absolute path of the notebook of the flow's newest run, as that run has noted it; null when there is none. */
export function lastNotebook(root: string, flow: string): string | null {
  const run = lastRun(root, flow);
  if (run === null) return null;
  try {
    const summary = JSON.parse(readFileSync(runFolder(root, flow, run).summary, 'utf8')) as { notebook?: unknown };
    return typeof summary.notebook === 'string' ? summary.notebook : null;
  } catch {
    return null;
  }
}
