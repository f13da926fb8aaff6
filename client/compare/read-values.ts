import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { decodeValue } from '../../src/artifact/decode-value';
import { blobPath } from '../../src/datastore/local-blob-store';
import { readBytes } from '../../src/datastore/read-file';
import { isHeadwaterError } from '../../src/errors';
import type { IndexedArtifact, TaskPath } from '../../src/metadata/metadata';
import { decodeArtifact } from '../decode';
import type { Store } from '../store';
import { findValues, type Found } from './find-values';
import { keeper } from './keeper';

/** Bytes up to which a value is read without being asked for by name, and when it is. */
const fewBytes = 64 * 1024;
const manyBytes = 64 * 1024 * 1024;

/** By content key: equal keys are equal values. Names within it begin with `.` or are empty. */
const known = keeper<Found>(1_000_000);

/** What there is to compare in an artifact; null when it is too large to be read for that. `isNamed`: somebody asked for it. */
export function readValues(
  store: Store,
  path: TaskPath,
  name: string,
  artifact: IndexedArtifact,
  isNamed: boolean,
  isBranch: boolean
): Found | null {
  if (artifact.size > (isNamed ? manyBytes : fewBytes)) return null;
  const key = isBranch ? `${artifact.key} branches` : artifact.key;
  const found = known.get(key) ?? readFound(store, path, name, artifact, isBranch);
  known.set(key, found);
  return found.map(([field, finding]) => [name + field, finding]);
}

/** A value that cannot be decoded is there all the same, and says so. */
function readFound(store: Store, path: TaskPath, name: string, artifact: IndexedArtifact, isBranch: boolean): Found {
  const value = smallValue(store, path.flow, artifact) ?? valueOf(store, path, name, artifact);
  return isHeadwaterError(value) ? [['', { kind: 'other', type: value.code }]] : findValues('', value, isBranch);
}

const fewest = 1024;

/** A small value that is stored compressed, as nearly all are, from its blob's file alone; undefined when it is not so, and for null. */
function smallValue(store: Store, flow: string, { key, size }: IndexedArtifact): unknown {
  if (size > fewest) return undefined;
  const bytes = readBytes(blobPath(store.root, flow, key));
  if (bytes === null || bytes[0] !== 0x1f || bytes[1] !== 0x8b) return undefined;
  try {
    const content = gunzipSync(bytes);
    return createHash('sha1').update(content).digest('hex') === key ? decodeValue(content, store.context) : undefined;
  } catch {
    // What is wrong with it is told by whoever reads it with all care.
    return undefined;
  }
}

/** An artifact's value; the error, as a value, when it cannot be decoded. */
export function valueOf(store: Store, path: TaskPath, name: string, { key, contentType }: IndexedArtifact): unknown {
  try {
    return decodeArtifact(store, path, { name, key, contentType });
  } catch (error) {
    if (isHeadwaterError(error)) return error;
    throw error;
  }
}
