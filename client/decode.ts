import { decodeValue } from '../src/artifact/decode-value';
import { HeadwaterError, isHeadwaterError } from '../src/errors';
import type { ArtifactRecord, TaskPath } from '../src/metadata/metadata';
import type { Store } from './store';

/** What of an artifact's record says where its value is and how it is stored. */
export type StoredValue = Pick<ArtifactRecord, 'name' | 'key' | 'contentType'>;

/**
 * The value that an artifact's record stands for. Big tables are mapped, not read.
 * @throws HeadwaterError HW411 or HW412 when its bytes are missing or damaged, HW310 to HW312 when they cannot be decoded, HW420 when nothing
 * here can read its kind; each names the artifact
 */
export function decodeArtifact(store: Store, path: TaskPath, record: StoredValue): unknown {
  if (!/^(gzip\+)?pickle-v[24]$/.test(record.contentType))
    throw new HeadwaterError('HW420', `Artifact '${record.name}' is stored as '${record.contentType}', which this client cannot read.`, {
      about: record.name,
      hint: 'Read it with the Metaflow extension that wrote it.'
    });
  try {
    return decodeValue(store.blobs(path.flow).map(record.key), store.context);
  } catch (error) {
    throw named(error, path, record.name);
  }
}

function named(error: unknown, path: TaskPath, name: string): unknown {
  if (!isHeadwaterError(error)) return error;
  const message = `Artifact '${name}' of ${path.flow}/${path.run}/${path.step}/${path.task} cannot be read: ${error.message}`;
  return new HeadwaterError(error.code, message, { about: name, hint: error.hint, cause: error });
}
