import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { CodeContext } from '../src/artifact/artifact';
import type { BlobStore } from '../src/datastore/datastore';
import { findRoot } from '../src/datastore/find-root';
import { openBlobStore } from '../src/datastore/local-blob-store';
import { HeadwaterError } from '../src/errors';
import { openReader } from '../src/metadata/local-reader';
import type { MetadataReader } from '../src/metadata/metadata';
import type { ClientOptions } from './api';
import { namingContext } from './naming-context';
import { getNamespace } from './namespace';

/** An opened store as one reader sees it. */
export interface Store {
  readonly root: string;
  /** Tag that a run must have to be seen; null sees all. */
  readonly namespace: string | null;
  readonly reader: MetadataReader;
  readonly context: CodeContext;
  blobs(flow: string): BlobStore;
}

/**
 * The store as the current folder, environment and namespace have it now; looked for when it is first needed, then kept.
 * @throws HeadwaterError HW408 when called and there is no store
 */
export function storeFromHere(options: ClientOptions): () => Store {
  const folder = process.cwd();
  const chosenNamespace = namespaceNow();
  let opened: Store | null = null;
  return () => {
    opened ??= openStore(options, folder, chosenNamespace());
    return opened;
  };
}

/** Kept as a question when settings cannot be read, so that the error comes with the first read and not with `Flow('X')`. */
function namespaceNow(): () => string | null {
  try {
    const found = getNamespace();
    return () => found;
  } catch {
    return getNamespace;
  }
}

function openStore(options: ClientOptions, folder: string, namespace: string | null): Store {
  const root = options.root === undefined ? findRoot(folder) : givenRoot(resolve(folder, options.root));
  if (root === null)
    throw new HeadwaterError('HW408', `There is no store (.metaflow) in or above ${folder}.`, {
      about: folder,
      hint: 'Run a flow first, go to its folder, or set METAFLOW_DATASTORE_SYSROOT_LOCAL to the folder that holds .metaflow.'
    });
  return {
    root,
    namespace,
    reader: openReader(root),
    context: namingContext(options.classes ?? {}, folder),
    blobs: flow => openBlobStore(root, flow)
  };
}

function givenRoot(root: string): string {
  const inside = join(root, '.metaflow');
  const found = basename(root) !== '.metaflow' && existsSync(inside) ? inside : root;
  if (existsSync(found)) return found;
  throw new HeadwaterError('HW408', `There is no store at ${root}.`, {
    about: root,
    hint: 'Give the folder called .metaflow, or the one that holds it.'
  });
}
