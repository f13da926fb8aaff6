import { basename, join } from 'node:path';
import { readBytes } from '../datastore/read-file';
import { storeFolder } from './store-paths';
import { filesBelow } from './walk-run';

const key = /(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/g;

/**
 * Content keys that a run's records name: its artifacts' (hidden ones too), code packages', and those in `_headwater/`. Anything that looks
 * like a key counts, so that nothing is taken for unused because of a record that this version does not know.
 */
export function keysOfRun(root: string, flow: string, run: string): Set<string> {
  const keys = new Set<string>();
  for (const { path } of filesBelow(storeFolder(root, flow, run)))
    if (isRecord(path)) for (const found of readBytes(path)?.toString('latin1').match(key) ?? []) keys.add(found);
  return keys;
}

/** Logs are the user's text. */
function isRecord(path: string): boolean {
  return /\.(json|jsonl|task_begin)$/.test(path);
}

/** Files of a flow's blobs by key, each with the file beside it. */
export function* blobFiles(
  root: string,
  flow: string
): Generator<{ readonly key: string; readonly path: string; readonly size: number; readonly modified: number }> {
  for (const each of filesBelow(join(storeFolder(root, flow), 'data'))) {
    const name = basename(each.path);
    if (/^[0-9a-f]{40}$/.test(name)) yield { key: name, ...each };
  }
}
