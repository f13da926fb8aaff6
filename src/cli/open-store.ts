import { findRoot } from '../datastore/find-root';
import { HeadwaterError } from '../errors';
import { openReader } from '../metadata/local-reader';
import { parsePathspec } from '../pathspec';

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

/** The flows that arguments name, as flows or as anything in them; without arguments all of the store. @throws HeadwaterError HW401 for a bad pathspec */
export function flowsNamed(root: string, positionals: readonly string[]): string[] {
  return positionals.length > 0 ? positionals.map(each => parsePathspec(each).flow) : openReader(root).flows();
}
