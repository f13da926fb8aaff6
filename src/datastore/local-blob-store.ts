import { createHash } from 'node:crypto';
import { existsSync, statSync, utimesSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { HeadwaterError } from '../errors';
import type { BlobStore } from './datastore';
import { mapFile } from './map-file';
import { readBytes } from './read-file';
import { replaceFile } from './write-file';

/** Opens the blobs of one flow in a local store. Nothing is touched until it is asked for. `root` is the absolute path of `.metaflow`. */
export function openBlobStore(root: string, flow: string): BlobStore {
  const pathOf = (key: string): string => blobPath(root, flow, key);
  return {
    root,
    flow,
    has: key => existsSync(pathOf(key)),
    save: (key, parts, raw) => saveBlob(pathOf(key), parts, raw),
    load: key => checked(key, loadBlob(pathOf(key), key), pathOf(key)),
    map: key => mapBlob(pathOf(key), key)
  };
}

/** Where a blob lies: `<root>/<Flow>/data/<k[:2]>/<k>`. @throws HeadwaterError HW412 when `key` is not a sha1 in lower-case hex */
export function blobPath(root: string, flow: string, key: string): string {
  if (!/^[0-9a-f]{40}$/.test(key))
    throw new HeadwaterError('HW412', `'${key}' is not a content key.`, {
      about: key,
      hint: 'The record that names it is damaged; `headwater fsck` lists all such records.'
    });
  return join(root, flow, 'data', key.slice(0, 2), key);
}

function saveBlob(path: string, parts: readonly Uint8Array[], raw: boolean): void {
  if (isThere(path, parts, raw)) return;
  // A raw blob is unreadable without this file, a compressed one is not: so it comes first for the one, last for the other.
  if (raw) replaceFile(`${path}_meta`, [metaText(true)], 'blob-meta');
  replaceFile(path, raw ? parts : [compress(parts)], 'blob');
  if (!raw) replaceFile(`${path}_meta`, [metaText(false)], 'blob-meta');
}

/** Milliseconds: an older blob that is used again is made young, so that `headwater gc` leaves it alone until records name it. */
const freshness = 10 * 60 * 1000;

/** False also for what a power cut has left: a file that is empty or too short. */
function isThere(path: string, parts: readonly Uint8Array[], raw: boolean): boolean {
  const found = statOrNull(path);
  if (found === null || found.size === 0 || statOrNull(`${path}_meta`)?.size === 0) return false;
  if (raw && found.size < parts.reduce((sum, each) => sum + each.byteLength, 0) && isMarkedRaw(path)) return false;
  if (Date.now() - found.mtimeMs > freshness) touch(path);
  return true;
}

function statOrNull(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    // Whatever stands in the way is reported when the blob is written.
    return null;
  }
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // It belongs to somebody else, whose `gc` it is.
  }
}

function metaText(raw: boolean): string {
  return `{"cas_raw": ${String(raw)}, "cas_version": 1}`;
}

/** Small values need no window of 32 KiB: setting one up costs more than the compression. */
const smallValue = 2048;

function compress(parts: readonly Uint8Array[]): Buffer {
  const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  return gzipSync(bytes, bytes.byteLength < smallValue ? { level: 3, windowBits: 11, memLevel: 4 } : { level: 3 });
}

function loadBlob(path: string, key: string): Uint8Array {
  const bytes = readBytes(path);
  if (bytes === null) throw missing(path, key);
  return isRaw(path, bytes) ? bytes : expand(bytes, path, key);
}

function isMarkedRaw(path: string): boolean {
  return /"cas_raw"\s*:\s*true/.test(readBytes(`${path}_meta`)?.toString('latin1') ?? '');
}

function isRaw(path: string, bytes: Uint8Array): boolean {
  const meta = readBytes(`${path}_meta`);
  // Written before Metaflow 2.4, or its writer died in between: then it is compressed, unless it does not look so.
  if (meta === null) return !(bytes[0] === 0x1f && bytes[1] === 0x8b);
  return /"cas_raw"\s*:\s*true/.test(meta.toString('latin1'));
}

function expand(bytes: Uint8Array, path: string, key: string): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw corrupt(path, key, error);
  }
}

function checked(key: string, bytes: Uint8Array, path: string): Uint8Array {
  if (createHash('sha1').update(bytes).digest('hex') !== key) throw corrupt(path, key);
  return bytes;
}

function mapBlob(path: string, key: string): Uint8Array {
  const mapped = isMarkedRaw(path) ? mapFile(path) : null;
  return mapped ?? checked(key, loadBlob(path, key), path);
}

function missing(path: string, key: string): HeadwaterError {
  return new HeadwaterError('HW411', `The blob ${key} is missing from the store (${path}).`, {
    about: key,
    hint: 'Restore it from a copy of the store, or run the flow again; `headwater fsck` lists everything that is missing.'
  });
}

function corrupt(path: string, key: string, cause?: unknown): HeadwaterError {
  return new HeadwaterError('HW412', `The blob ${key} is damaged: its bytes do not match its key (${path}).`, {
    about: key,
    hint: 'Restore it from a copy of the store, or delete that file and run the flow again; `headwater fsck` checks the whole store.',
    cause
  });
}
