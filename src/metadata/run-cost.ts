import { join } from 'node:path';
import { readJsonObject } from './read-json';
import { storeFolder } from './store-paths';

/** What a run of ours has cost, and what it has read from outside, as `run.json` has it. */
export interface StoredCost {
  /** Milliseconds of CPU. */
  readonly cpu: number;
  /** Bytes of the process that needed most. */
  readonly peakMemory: number;
  /** Path -> content (`sha1:<hex>`, `stat:<size>:<mtime in ns>:<inode>`, `gone`, `folder`) of the files that its tasks have read and not written. */
  readonly inputs: ReadonlyMap<string, string>;
}

/** Null for a run that has not ended, one of Metaflow's, and one of before this was noted. @throws HeadwaterError HW410 when `run.json` is damaged */
export function readRunCost(root: string, flow: string, run: string): StoredCost | null {
  const summary = readJsonObject(join(storeFolder(root, flow, run), '_headwater', 'run.json'));
  const cost = summary?.['cost'];
  if (typeof cost !== 'object' || cost === null) return null;
  const { cpu, peakMemory, inputs } = cost as Readonly<Record<string, unknown>>;
  if (typeof cpu !== 'number' || typeof peakMemory !== 'number' || typeof inputs !== 'object' || inputs === null) return null;
  const contents = Object.entries(inputs).flatMap(([path, content]) => (typeof content === 'string' ? [[path, content] as const] : []));
  return { cpu, peakMemory, inputs: new Map(contents) };
}
