import { existsSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { explainWrite } from '../datastore/write-file';
import { blobFiles, keysOfRun } from './blob-references';
import { openReader } from './local-reader';
import { namesIn } from './read-json';
import { readRunLife } from './run-life';
import { storeFolder } from './store-paths';
import { filesBelow } from './walk-run';

/** What nothing refers to, in one flow. */
export interface Garbage {
  readonly flow: string;
  readonly blobs: number;
  /** Bytes on the disk. */
  readonly bytes: number;
  /** Absolute paths of the blobs, of the files beside them, and of temporary files that a dead writer has left. */
  readonly paths: readonly string[];
  /** Unused blobs that are too young to be removed: a run that is about to start may be writing them. */
  readonly tooYoung: number;
  /** Set when a run is going on: nothing is offered then. */
  readonly running: string | null;
}

/** Blobs younger than this many milliseconds are left alone: their run's records may still be to come. */
export const gracePeriod = 60 * 60 * 1000;

/**
 * Finds the blobs of a flow that none of its runs refers to. Damaged records count with every key that can be read in them.
 * `now` in milliseconds since 1970.
 */
export function findGarbage(root: string, flow: string, now: number, grace: number = gracePeriod): Garbage {
  const reader = openReader(root);
  const runs = namesIn(storeFolder(root, flow)).filter(name => !['_meta', 'data', 'latest_run'].includes(name));
  const running = runs.find(run => isRunning(root, flow, run, now));
  if (running !== undefined || reader.flow(flow) === null)
    return { flow, blobs: 0, bytes: 0, paths: [], tooYoung: 0, running: running ?? null };
  const used = new Set(runs.flatMap(run => [...keysOfRun(root, flow, run)]));
  const unused = [...blobFiles(root, flow)].filter(each => !used.has(each.key));
  const old = unused.filter(each => now - each.modified >= grace);
  const leftovers = [...filesBelow(storeFolder(root, flow))].filter(each => isLeftover(each.path) && now - each.modified >= grace);
  return {
    flow,
    blobs: old.length,
    bytes: [...old, ...leftovers].reduce((sum, each) => sum + each.size, 0),
    paths: [...old.flatMap(each => [each.path, `${each.path}_meta`].filter(path => existsSync(path))), ...leftovers.map(each => each.path)],
    tooYoung: unused.length - old.length,
    running: null
  };
}

/** Removes what was found. @throws HeadwaterError HW414 when the store cannot be written */
export function removeGarbage(garbage: Garbage): void {
  for (const path of garbage.paths)
    try {
      rmSync(path, { force: true });
    } catch (error) {
      throw explainWrite(error, path);
    }
}

/** A run whose records cannot be read is treated as one that goes on only if its lease says so. */
function isRunning(root: string, flow: string, run: string, now: number): boolean {
  try {
    return readRunLife(root, flow, run, now) === 'running';
  } catch {
    return false;
  }
}

function isLeftover(path: string): boolean {
  return /^\.hw-.*\.tmp$/.test(basename(path));
}
