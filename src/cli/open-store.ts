import { findRoot } from '../datastore/find-root';
import { HeadwaterError } from '../errors';

/**
 * The store that belongs to the current folder.
 * @throws HeadwaterError HW408 when there is none
 */
export function storeHere(): string {
  const root = findRoot(process.cwd());
  if (root !== null) return root;
  throw new HeadwaterError('HW408', `There is no store (.metaflow) in or above ${process.cwd()}.`, {
    about: process.cwd(),
    hint: "Go to the notebook's folder, or set METAFLOW_DATASTORE_SYSROOT_LOCAL to the folder that holds .metaflow."
  });
}
