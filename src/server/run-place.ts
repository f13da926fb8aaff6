import { existsSync } from 'node:fs';
import { HeadwaterError } from '../errors';
import { openReader } from '../metadata/local-reader';
import { parsePathspec } from '../pathspec';
import { runFolder, type RunFolder } from '../scheduler/run-folder';
import type { RunAddress } from '../scheduler/run-order';
import { badRequest } from './call';
import type { Places } from './places';

/**
 * The run that a request means with `path` and `pathspec` (`Flow/run`, or anything in a run).
 * @throws HeadwaterError HW401 for a bad pathspec, HW408 when there is no store, HW402 when it has no such run
 */
export function runAt(places: Places, path: string, pathspec: string): RunAddress {
  const { flow, run } = parsePathspec(pathspec);
  if (run === null) throw badRequest(`'${pathspec}' is no run.`, 'pathspec');
  const address = { root: places.store(path), flow, run };
  if (openReader(address.root).run(flow, run) === null && !existsSync(folderOf(address).events)) throw noRun(address);
  return address;
}

/** What a run of ours keeps beside its records. */
export function folderOf({ root, flow, run }: RunAddress): RunFolder {
  return runFolder(root, flow, run);
}

function noRun({ root, flow, run }: RunAddress): HeadwaterError {
  return new HeadwaterError('HW402', `There is no run ${flow}/${run} in ${root}.`, {
    about: `${flow}/${run}`,
    hint: 'It may have been removed; look at the list of runs.'
  });
}
