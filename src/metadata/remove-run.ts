import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { explainWrite, replaceFile, temporaryName } from '../datastore/write-file';
import { HeadwaterError } from '../errors';
import { removeCards } from './card-files';
import { sortRunIds } from './run-order';
import { readRunLife } from './run-life';
import { namesIn } from './read-json';
import { storeFolder } from './store-paths';

/**
 * Removes a run with everything but its blobs, which other runs may share (`headwater gc` removes them when none does). It vanishes at once.
 * @throws HeadwaterError HW404 when there is no such run, HW418 when it is going on, HW414 when the store cannot be written
 */
export function removeRun(root: string, flow: string, run: string, now: number): void {
  const folder = storeFolder(root, flow, run);
  if (['_meta', 'data', 'latest_run'].includes(run) || !existsSync(folder))
    throw new HeadwaterError('HW404', `There is no run ${flow}/${run}.`, {
      about: `${flow}/${run}`,
      hint: `\`headwater runs ${flow}\` lists the runs there are.`
    });
  if (isRunning(root, flow, run, now))
    throw new HeadwaterError('HW418', `Run ${flow}/${run} is going on.`, {
      about: `${flow}/${run}`,
      hint: `Stop it first: headwater stop ${flow}/${run}`
    });
  try {
    const hidden = join(storeFolder(root, flow), temporaryName());
    pointAtNewest(root, flow, run);
    renameSync(folder, hidden);
    removeCards(root, flow, run);
    rmSync(hidden, { recursive: true, force: true });
  } catch (error) {
    throw explainWrite(error, folder);
  }
}

function isRunning(root: string, flow: string, run: string, now: number): boolean {
  try {
    return readRunLife(root, flow, run, now) === 'running';
  } catch {
    // A damaged summary must not keep a run from being removed.
    return false;
  }
}

/** Metaflow's `resume` goes by `latest_run`, which must never name a run that is gone. */
function pointAtNewest(root: string, flow: string, removed: string): void {
  const path = join(storeFolder(root, flow), 'latest_run');
  const names = namesIn(storeFolder(root, flow)).filter(name => !['_meta', 'data', 'latest_run', removed].includes(name));
  const [newest] = sortRunIds(names, () => null);
  if (newest === undefined) rmSync(path, { force: true });
  else replaceFile(path, [newest], 'latest-run');
}
