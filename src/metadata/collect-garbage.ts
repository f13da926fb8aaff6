import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { explainWrite } from '../datastore/write-file';
import { blobFiles, keysOfRun } from './blob-references';
import { openReader } from './local-reader';
import { namesIn } from './read-json';
import { readRunLife } from './run-life';
import { recordPath, storeFolder } from './store-paths';
import { filesBelow, leftoversBelow } from './walk-run';

/** What nothing refers to, in one flow. */
export interface Garbage {
  readonly flow: string;
  readonly blobs: number;
  /** Bytes on the disk. */
  readonly bytes: number;
  /**
   * Absolute paths of the blobs, of the files beside them, of temporary files and folders that a dead writer has left, and of the folders of
   * runs that died before they were registered.
   */
  readonly paths: readonly string[];
  /** Unused blobs that are too young to be removed: a run that is about to start may be writing them. */
  readonly tooYoung: number;
  /** Milliseconds since 1970: what is younger than this when it is to be removed has been used again. */
  readonly foundAt: number;
  /** Set when a run is going on: nothing is offered then. */
  readonly running: string | null;
}

/** Blobs younger than this many milliseconds are left alone: their run's records may still be to come. */
export const gracePeriod = 60 * 60 * 1000;

/**
 * Finds the blobs of a flow that none of its runs refers to. Damaged records count with every key that can be read in them; the records of a
 * run that died count too, since `resume` goes on from them.
 * `now` in milliseconds since 1970.
 */
export function findGarbage(root: string, flow: string, now: number, grace: number = gracePeriod): Garbage {
  const reader = openReader(root);
  const runs = namesIn(storeFolder(root, flow)).filter(name => !['_meta', 'data', 'latest_run'].includes(name));
  const running = runs.find(run => isRunning(root, flow, run, now));
  if (running !== undefined || reader.flow(flow) === null)
    return { flow, blobs: 0, bytes: 0, paths: [], tooYoung: 0, foundAt: now, running: running ?? null };
  const used = new Set(runs.flatMap(run => [...keysOfRun(root, flow, run)]));
  const unused = [...blobFiles(root, flow)].filter(each => !used.has(each.key));
  const old = unused.filter(each => now - each.modified >= grace);
  const leftovers = [...leftoversBelow(storeFolder(root, flow)), ...runs.flatMap(run => unregistered(root, flow, run))]
    .map(path => ({ path, ...extentOf(path) }))
    .filter(each => now - each.modified >= grace);
  return {
    flow,
    blobs: old.length,
    bytes: [...old, ...leftovers].reduce((sum, each) => sum + each.size, 0),
    paths: [...old.flatMap(each => [each.path, `${each.path}_meta`].filter(path => existsSync(path))), ...leftovers.map(each => each.path)],
    tooYoung: unused.length - old.length,
    foundAt: now,
    running: null
  };
}

/** Removes what was found, unless it has been used again meanwhile. @throws HeadwaterError HW414 when the store cannot be written */
export function removeGarbage(garbage: Garbage): void {
  for (const path of garbage.paths)
    try {
      if (!path.endsWith('_meta') && (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > garbage.foundAt) continue;
      rmSync(path, { recursive: true, force: true });
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

/** A run whose scheduler died between taking its id and registering it has its own folder and nothing else. */
function unregistered(root: string, flow: string, run: string): string[] {
  const folder = storeFolder(root, flow, run);
  const names = namesIn(folder).filter(name => name !== '_meta' || namesIn(join(folder, '_meta')).length > 0);
  return !existsSync(recordPath(folder)) && names.every(name => name === '_headwater') ? [folder] : [];
}

/** Bytes of a file or of all files in a folder, and the youngest time of change. */
function extentOf(path: string): { readonly size: number; readonly modified: number } {
  const own = statSync(path, { throwIfNoEntry: false });
  const files = own?.isDirectory() === true ? [...filesBelow(path)] : [];
  const size = files.reduce((sum, each) => sum + each.size, own?.isDirectory() === true ? 0 : (own?.size ?? 0));
  return { size, modified: Math.max(own?.mtimeMs ?? 0, ...files.map(each => each.modified)) };
}
