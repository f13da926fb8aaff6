import type { ArtifactRecord, TaskPath } from '../src/metadata/metadata';
import { decodeArtifact } from './decode';
import { entry } from './graph-info';
import type { Store } from './store';

/** Content key of the pickled True, in protocol 4 and in protocol 2: asked for by every list of runs, so not decoded each time. */
const trueKeys = new Set(['868436778cb011a1c6230bc12534683ab0b7f1c3', '69e77141c3eb7a8c9ce864251d70c02723f29332']);

/** Whether a content key is that of a stored `true`. */
export function isKeyOfTrue(key: string | undefined): boolean {
  return key !== undefined && trueKeys.has(key);
}

/** Whether the task's `_success` is true; false when it has none. */
export function isSuccessful(store: Store, path: TaskPath, attempt: number | null): boolean {
  return isTrue(store, path, '_success', attempt);
}

/** Whether the task's `_task_ok` is true. A failed task is not finished, in Metaflow's words. */
export function isFinished(store: Store, path: TaskPath, attempt: number | null): boolean {
  return isTrue(store, path, '_task_ok', attempt);
}

/** A hidden artifact's value; null when the task does not have it. */
export function artifactOrNull(store: Store, path: TaskPath, name: string, attempt: number | null): unknown {
  const record = store.reader.artifact(path, name, attempt);
  return record === null ? null : decodeArtifact(store, path, record);
}

/** Index of the innermost frame of `_foreach_stack`; null outside a foreach. A frame is (step, var, num_splits, index, value). */
export function foreachIndex(store: Store, path: TaskPath, attempt: number | null): number | null {
  const stack = artifactOrNull(store, path, '_foreach_stack', attempt);
  const frame: unknown = Array.isArray(stack) ? stack.at(-1) : undefined;
  const index: unknown = Array.isArray(frame) ? frame[3] : entry(frame, 'index');
  return typeof index === 'number' ? index : null;
}

/** The newest attempt that has begun, from the metadata; 0 when nothing says. */
export function currentAttempt(store: Store, path: TaskPath): number {
  const found = store.reader.metadata(path, null).findLast(each => each.field === 'attempt')?.value;
  return typeof found === 'string' ? Number(found) : 0;
}

function isTrue(store: Store, path: TaskPath, name: string, attempt: number | null): boolean {
  const record: ArtifactRecord | null = store.reader.artifact(path, name, attempt);
  return record !== null && (trueKeys.has(record.key) || decodeArtifact(store, path, record) === true);
}
