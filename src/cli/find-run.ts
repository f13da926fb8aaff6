import { existsSync } from 'node:fs';
import { findRoot } from '../datastore/find-root';
import { HeadwaterError } from '../errors';
import { openReader } from '../metadata/local-reader';
import { parsePathspec } from '../pathspec';
import { isDead, readLease } from '../scheduler/lease';
import { runFolder, type RunFolder } from '../scheduler/run-folder';

/** A run that somebody means on the command line. */
export interface FoundRun {
  readonly pathspec: string;
  readonly folder: RunFolder;
  readonly live: boolean;
}

/**
 * The run with a pathspec `Flow/run`, or the newest run of `Flow`, or of all flows, that is going on.
 * @throws HeadwaterError HW402 when there is no store, no such run, or none that goes on
 */
export function findRun(text: string | undefined, cwd: string): FoundRun {
  const root = findRoot(cwd);
  if (root === null)
    throw missing(text ?? cwd, `There is no store at or above ${cwd}.`, "Go to the notebook's folder, or run a notebook first.");
  const { flow, run } = text === undefined ? { flow: null, run: null } : parsePathspec(text);
  if (flow !== null && run !== null) return known(root, flow, run);
  const flows = flow === null ? openReader(root).flows() : [flow];
  const live = flows
    .flatMap(each => liveRuns(root, each))
    .sort((a, b) => ((a.pathspec.split('/')[1] ?? '') < (b.pathspec.split('/')[1] ?? '') ? 1 : -1));
  const [newest] = live;
  if (newest === undefined)
    throw missing(
      text ?? 'run',
      `No run${flow === null ? '' : ` of flow '${flow}'`} is going on.`,
      'headwater runs lists the runs there are; name one as Flow/run.'
    );
  return newest;
}

function liveRuns(root: string, flow: string): FoundRun[] {
  return openReader(root)
    .runIds(flow)
    .map(run => describe(root, flow, run))
    .filter(each => each.live);
}

function known(root: string, flow: string, run: string): FoundRun {
  const found = describe(root, flow, run);
  if (!existsSync(found.folder.events))
    throw missing(
      found.pathspec,
      `There is no run ${found.pathspec} made by headwater in ${root}.`,
      `headwater runs ${flow} lists the runs there are.`
    );
  return found;
}

function describe(root: string, flow: string, run: string): FoundRun {
  const folder = runFolder(root, flow, run);
  const lease = readLease(folder.lease);
  return { pathspec: `${flow}/${run}`, folder, live: lease !== null && !isDead(lease, Date.now()) };
}

function missing(about: string, message: string, hint: string): HeadwaterError {
  return new HeadwaterError('HW402', message, { about, hint });
}
