import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { blobPath } from '../datastore/local-blob-store';
import { explainWrite, temporaryName } from '../datastore/write-file';
import { isHeadwaterError } from '../errors';
import { blobFiles } from './blob-references';
import { isIntact } from './intact-blob';
import { namesIn, readJsonObject } from './read-json';
import { recordPath, storeFolder } from './store-paths';
import { lostBlobs, tornReason } from './whole-task';
import { filesBelow } from './walk-run';

/**
 * Takes out of a run what looks complete and is not, after a power cut: names of files may have reached the disk before their bytes. Tasks
 * whose files or blobs are not whole are hidden (`headwater gc` removes them), and so is a step whose record is gone; their damaged blobs are removed, so
 * that the next run writes them again. Pathspecs of what was taken out. @throws HeadwaterError HW413, HW414 when the store cannot be written
 */
export function removeTorn(root: string, flow: string, run: string): string[] {
  const folder = storeFolder(root, flow, run);
  return namesIn(folder)
    .filter(name => name !== '_meta' && name !== '_headwater')
    .flatMap(step => {
      if (!isRecord(recordPath(join(folder, step)))) return hide(folder, step, `${flow}/${run}/${step}`);
      return namesIn(join(folder, step))
        .filter(task => task !== '_meta')
        .filter(task => isTorn(root, flow, run, step, task))
        .flatMap(task => hide(join(folder, step), task, `${flow}/${run}/${step}/${task}`));
    });
}

/**
 * Removes the blobs of a flow that were written since then (milliseconds since 1970) and are not whole, whether a task names them or not: a run
 * that makes such a value again would take it for stored.
 */
export function removeTornBlobs(root: string, flow: string, since: number): void {
  for (const blob of blobFiles(root, flow)) if (blob.modified >= since && !isIntact(root, flow, blob)) removeBlob(blob.path);
}

function isTorn(root: string, flow: string, run: string, step: string, task: string): boolean {
  const path = { flow, run, step, task };
  const files = [...filesBelow(storeFolder(root, flow, run, step, task))].filter(each => each.path.endsWith('.json'));
  if (!files.every(each => isRecord(each.path)) || tornReason(root, path) !== null) return true;
  const lost = lostBlobs(root, path);
  for (const key of lost) removeBlob(blobPath(root, flow, key));
  return lost.length > 0;
}

function removeBlob(path: string): void {
  try {
    rmSync(path, { force: true });
    rmSync(`${path}_meta`, { force: true });
  } catch (error) {
    throw explainWrite(error, path);
  }
}

function hide(folder: string, name: string, pathspec: string): string[] {
  try {
    renameSync(join(folder, name), join(folder, temporaryName()));
    return [pathspec];
  } catch (error) {
    throw explainWrite(error, join(folder, name));
  }
}

function isRecord(path: string): boolean {
  try {
    return readJsonObject(path) !== null;
  } catch (error) {
    if (isHeadwaterError(error)) return false;
    throw error;
  }
}
