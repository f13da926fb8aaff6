import { existsSync, statSync } from 'node:fs';
import { tryWatch } from '../../progress/watch-file';
import { openReader } from '../../metadata/local-reader';
import { readRunLife } from '../../metadata/run-life';
import { timeOfRunId } from '../../metadata/run-order';
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

/** `GET flow/follow?path=&flow=`: tells when the runs of a flow are others, or one has begun or ended; without `flow`, those of all flows of the store. */
export const followFlow: Route = ({ query, places }) => {
  const path = needed(query, 'path');
  const name = query.get('flow') ?? '';
  const flow = name === '' ? null : parsePathspec(name).flow;
  places.file(path);
  return { type: 'events', tell: stream => tellChanges(() => places.storeOrNull(path), flow, stream) };
};

async function tellChanges(findStore: () => string | null, flow: string | null, stream: EventStream): Promise<void> {
  let told = '';
  let wake: () => void = () => undefined;
  const watchers = new Map<string, ReturnType<typeof tryWatch>>();
  let known: KnownIds = new Map();
  const watch = (folder: string): void => {
    if ((watchers.get(folder) ?? null) === null && existsSync(folder))
      watchers.set(
        folder,
        tryWatch(folder, () => wake())
      );
  };
  try {
    while (!stream.over.aborted) {
      const root = findStore();
      const flows = root === null ? [] : flow === null ? openReader(root).flows() : [flow];
      if (root !== null) for (const folder of foldersOf(root, flow, flows)) watch(folder);
      known = root === null ? new Map() : idsNow(root, flows, known);
      const change = changeOf(root, known);
      const text = JSON.stringify(change);
      if (text !== told) await stream.send('changed', change);
      told = text;
      await pause(change.running.length > 0 ? busyGlance : idleGlance, stream.over, call => (wake = call));
    }
  } finally {
    for (const watcher of watchers.values()) watcher?.close();
  }
}

/** A new flow is a new folder in the store's own. */
function foldersOf(root: string, flow: string | null, flows: readonly string[]): string[] {
  return [...(flow === null ? [root] : []), ...flows.slice(0, mostWatched).map(each => storeFolder(root, each))];
}

/** Systems allow for a limited number; other flows are looked at when time has passed. */
const mostWatched = 100;

/** Run ids by flow, newest first. */
type KnownIds = ReadonlyMap<string, { readonly stamp: number; readonly ids: readonly string[] }>;

/** Names are read again only when the flow's folder has changed. */
function idsNow(root: string, flows: readonly string[], known: KnownIds): KnownIds {
  const reader = openReader(root);
  return new Map(
    flows.map(flow => {
      const stamp = statSync(storeFolder(root, flow), { throwIfNoEntry: false })?.mtimeMs ?? 0;
      const before = known.get(flow);
      return [flow, before?.stamp === stamp ? before : { stamp, ids: reader.runIds(flow) }];
    })
  );
}

function changeOf(root: string | null, known: KnownIds): FlowChange {
  if (root === null) return { newest: null, running: [], followable: [] };
  const now = Date.now();
  const all = [...known].flatMap(([flow, { ids }]) => ids.slice(0, newest).map(run => ({ flow, run })));
  if (known.size > 1) all.sort((a, b) => (timeOfRunId(b.run) ?? 0) - (timeOfRunId(a.run) ?? 0));
  const running = all.slice(0, newest).filter(({ flow, run }) => lifeOf(root, flow, run, now) === 'running');
  const followable = running.filter(each => existsSync(folderOf({ root, ...each }).events));
  const pathspecOf = ({ flow, run }: { readonly flow: string; readonly run: string }): string => `${flow}/${run}`;
  return {
    newest: all[0] === undefined ? null : pathspecOf(all[0]),
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
