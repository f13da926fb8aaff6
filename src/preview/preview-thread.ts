import { parentPort } from 'node:worker_threads';
import { decodeValue } from '../artifact/decode-value';
import { namingContext } from '../artifact/naming-context';
import { openBlobStore } from '../datastore/local-blob-store';
import { previewOf, type Preview } from './preview-value';

/** Which value is to be shown. */
export interface PreviewOrder {
  readonly root: string;
  readonly flow: string;
  readonly key: string;
}

/** A few lines of the value; null when it cannot be read. */
export interface PreviewAnswer {
  readonly preview: Preview | null;
}

/** The program of a thread: reads values one after the other, big tables by mapping them. */
function main(): void {
  parentPort?.on('message', (order: PreviewOrder) => parentPort?.postMessage({ preview: read(order) } satisfies PreviewAnswer));
}

function read({ root, flow, key }: PreviewOrder): Preview | null {
  try {
    return previewOf(decodeValue(openBlobStore(root, flow).map(key), namingContext));
  } catch {
    return null;
  }
}

main();
