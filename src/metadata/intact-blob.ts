import { createHash } from 'node:crypto';
import { openBlobStore } from '../datastore/local-blob-store';
import { readBytes } from '../datastore/read-file';
import { isHeadwaterError } from '../errors';
import { streamRawHash } from './hash-file';

/** Whether a blob's bytes have its key; reads all of them. @throws HeadwaterError HW415 when it cannot be opened */
export function isIntact(root: string, flow: string, blob: { readonly key: string; readonly path: string }): boolean {
  const meta = readBytes(`${blob.path}_meta`)?.toString('latin1') ?? '';
  try {
    if (/"cas_raw"\s*:\s*true/.test(meta)) return streamRawHash(blob.path) === blob.key;
    return createHash('sha1').update(openBlobStore(root, flow).load(blob.key)).digest('hex') === blob.key;
  } catch (error) {
    if (isHeadwaterError(error)) return false;
    throw error;
  }
}
