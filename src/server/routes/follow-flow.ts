import { existsSync, statSync } from 'node:fs';
import { tryWatch } from '../../progress/watch-file';
import { openReader } from '../../metadata/local-reader';
import { readRunLife } from '../../metadata/run-life';
import { storeFolder } from '../../metadata/store-paths';
import { parsePathspec } from '../../pathspec';
import type { FlowChange } from '../api/answer';
import { needed, type Route } from '../call';
import type { EventStream } from '../event-stream';
import { pause } from '../pause';
import { folderOf } from '../run-place';

/** Milliseconds between two looks, in case the file system gives no notice: while something runs, and else. */
const busyGlance = 1000;
const idleGlance = 3000;
/** Runs that may go on at a time are among the newest so many. */
const newest = 50;

/** `GET flow/follow?path=&flow=`: tells when the runs of a flow are others, or one has begun or ended. */
export const followFlow: Route = ({ query, places }) => {
  const path = needed(query, 'path');
  const { flow } = parsePathspec(needed(query, 'flow'));
  places.file(path);
  return { type: 'events', tell: stream => tellChanges(() => places.storeOrNull(path), flow, stream) };
};

async function tellChanges(findStore: () => string | null, flow: string, stream: EventStream): Promise<void> {
  let told = '';
  let wake: () => void = () => undefined;
  let watcher: ReturnType<typeof tryWatch> = null;
  let known: Ids | null = null;
  try {
    while (!stream.over.aborted) {
      const root = findStore();
      const folder = root === null ? null : storeFolder(root, flow);
      if (folder !== null && existsSync(folder)) watcher ??= tryWatch(folder, () => wake());
      known = root === null || folder === null ? null : idsNow(root, flow, folder, known);
      const change = changeOf(root, flow, known?.ids ?? []);
      const text = JSON.stringify(change);
      if (text !== told) await stream.send('changed', change);
      told = text;
      await pause(change.running.length > 0 ? busyGlance : idleGlance, stream.over, call => (wake = call));
    }
  } finally {
    watcher?.close();
  }
}

interface Ids {
  readonly stamp: number;
  readonly ids: readonly string[];
}

/** Names are read again only when the folder has changed. */
function idsNow(root: string, flow: string, folder: string, known: Ids | null): Ids {
  const stamp = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return known?.stamp === stamp ? known : { stamp, ids: openReader(root).runIds(flow) };
}

function changeOf(root: string | null, flow: string, ids: readonly string[]): FlowChange {
  if (root === null) return { newest: null, running: [], followable: [] };
  const now = Date.now();
  const running = ids.slice(0, newest).filter(run => lifeOf(root, flow, run, now) === 'running');
  const followable = running.filter(run => existsSync(folderOf({ root, flow, run }).events));
  const pathspecOf = (run: string): string => `${flow}/${run}`;
  return {
    newest: ids[0] === undefined ? null : pathspecOf(ids[0]),
    running: running.map(pathspecOf),
    followable: followable.map(pathspecOf)
  };
}

/** A run that is damaged does not go on. */
function lifeOf(root: string, flow: string, run: string, now: number): string | null {
  try {
    return readRunLife(root, flow, run, now);
  } catch {
    return null;
  }
}
