import { blobFiles, keysOfRun } from './blob-references';
import { openReader } from './local-reader';
import { storeFolder } from './store-paths';
import { filesBelow } from './walk-run';

/** Bytes on the disk of one run. */
export interface RunUsage {
  readonly run: string;
  /** Records and logs. */
  readonly records: number;
  /** Values that it refers to, shared ones included. */
  readonly values: number;
  /** Values that no other run of the flow refers to: what removing it would free. */
  readonly own: number;
}

/** Bytes on the disk of one flow. */
export interface FlowUsage {
  readonly flow: string;
  readonly records: number;
  readonly values: number;
  /** Values that no run refers to. */
  readonly unused: number;
  /** Newest first. */
  readonly runs: readonly RunUsage[];
}

/** What a flow takes up. */
export function flowUsage(root: string, flow: string): FlowUsage {
  const sizes = new Map([...blobFiles(root, flow)].map(each => [each.key, each.size]));
  const runs = openReader(root).runIds(flow);
  const keys = runs.map(run => [...keysOfRun(root, flow, run)].filter(key => sizes.has(key)));
  const users = new Map<string, number>();
  for (const key of keys.flat()) users.set(key, (users.get(key) ?? 0) + 1);
  const sum = (list: readonly string[]): number => list.reduce((total, key) => total + (sizes.get(key) ?? 0), 0);
  const usage = runs.map((run, i) => ({
    run,
    records: [...filesBelow(storeFolder(root, flow, run))].reduce((total, each) => total + each.size, 0),
    values: sum(keys[i] ?? []),
    own: sum((keys[i] ?? []).filter(key => users.get(key) === 1))
  }));
  return {
    flow,
    records: usage.reduce((total, each) => total + each.records, 0),
    values: sum([...sizes.keys()]),
    unused: sum([...sizes.keys()].filter(key => !users.has(key))),
    runs: usage
  };
}
