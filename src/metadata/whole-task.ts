import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openBlobStore, blobPath } from '../datastore/local-blob-store';
import { readBytes } from '../datastore/read-file';
import { isHeadwaterError } from '../errors';
import type { TaskPath } from './metadata';
import { namesIn, readJsonObject, type JsonObject } from './read-json';
import { storeFolder } from './store-paths';

/**
 * Why an attempt of a task that says it is done is not whole: a sentence without its subject; null when it is. Looks at the attempt's own
 * files, not at its blobs.
 */
export function tornReason(root: string, path: TaskPath): string | null {
  const folder = taskFolder(root, path);
  const names = namesIn(join(folder, '_meta'));
  for (const attempt of doneAttempts(folder, names)) {
    const index = readOrNull(join(folder, `${attempt}.data.json`));
    if (index === null) return `says that attempt ${attempt} is done, but its ${attempt}.data.json is missing or not whole`;
    if (!existsSync(join(folder, `${attempt}.DONE.lock`))) return `says that attempt ${attempt} is done, but its DONE.lock is missing`;
    const lost = Object.entries(objectsOf(index)).find(([name, key]) => !isRegistered(folder, attempt, name, key));
    if (lost !== undefined) return `says that attempt ${attempt} is done, but its record of '${lost[0]}' is missing or names another value`;
  }
  return null;
}

/** Content keys of a task's blobs that are missing or surely damaged. Packed ones are read; of raw ones, which may be huge, the length is compared. */
export function lostBlobs(root: string, path: TaskPath): string[] {
  const folder = taskFolder(root, path);
  return doneAttempts(folder, namesIn(join(folder, '_meta'))).flatMap(attempt => {
    const index = readOrNull(join(folder, `${attempt}.data.json`)) ?? {};
    const info = (index['info'] ?? {}) as Readonly<Record<string, { readonly size?: number }>>;
    return Object.entries(objectsOf(index)).flatMap(([name, key]) => (isWholeBlob(root, path.flow, key, info[name]?.size) ? [] : [key]));
  });
}

function isWholeBlob(root: string, flow: string, key: string, size: number | undefined): boolean {
  try {
    const path = blobPath(root, flow, key);
    const meta = readBytes(`${path}_meta`)?.toString('latin1') ?? '{}';
    if (/"cas_raw"\s*:\s*true/.test(meta)) return statSync(path, { throwIfNoEntry: false })?.size === size;
    openBlobStore(root, flow).load(key);
    return true;
  } catch (error) {
    if (isHeadwaterError(error)) return false;
    throw error;
  }
}

function taskFolder(root: string, path: TaskPath): string {
  return storeFolder(root, path.flow, path.run, path.step, path.task);
}

/** Numbers of the attempts that say that they are done; `names`: what is in the task's `_meta`. A damaged record counts for the first attempt. */
export function doneAttempts(folder: string, names: readonly string[]): string[] {
  const done = names.filter(name => name.startsWith('sysmeta_attempt-done_'));
  return [...new Set(done.map(name => String(readOrNull(join(folder, '_meta', name))?.['value'] ?? '0')))];
}

function objectsOf(index: JsonObject): Readonly<Record<string, string>> {
  return (index['objects'] ?? {}) as Record<string, string>;
}

function isRegistered(folder: string, attempt: string, name: string, key: string): boolean {
  return readOrNull(join(folder, '_meta', `${attempt}_artifact_${name}.json`))?.['sha'] === key;
}

/** A JSON object in a file; null when it is missing or damaged. @throws HeadwaterError HW415 when it cannot be read */
export function readOrNull(path: string): JsonObject | null {
  try {
    return readJsonObject(path);
  } catch (error) {
    if (isHeadwaterError(error)) return null;
    throw error;
  }
}
