import { HeadwaterError } from '../src/errors';
import type { ArtifactRecord } from '../src/metadata/metadata';
import { decodeValue } from '../src/artifact/decode-value';
import type { Store } from './store';

/**
 * The value that an artifact's record stands for. Big tables are mapped, not read.
 * @throws HeadwaterError HW411 or HW412 when its bytes are missing or damaged, HW420 when nothing here can read its kind
 */
export function decodeArtifact(store: Store, flow: string, record: ArtifactRecord): unknown {
  if (!/^(gzip\+)?pickle-v[24]$/.test(record.contentType))
    throw new HeadwaterError('HW420', `Artifact '${record.name}' is stored as '${record.contentType}', which this client cannot read.`, {
      about: record.name,
      hint: 'Read it with the Metaflow extension that wrote it.'
    });
  const blobs = store.blobs(flow);
  return decodeValue(blobs.map(record.key), store.context);
}
