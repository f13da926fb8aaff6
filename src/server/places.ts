import { statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { findRoot } from '../datastore/find-root';
import { HeadwaterError } from '../errors';

/** Where requests may point to. */
export interface Places {
  /** Jupyter's root folder. */
  readonly root: string;
  /**
   * Absolute path of what a request calls `path`: below Jupyter's root, by the rule of its own contents service (links below it are followed).
   * @throws HeadwaterError HW612 when it lies outside
   */
  file(path: string): string;
  /** The folder of a notebook that may not be saved yet, or the folder itself. @throws HeadwaterError HW612 as `file` */
  folder(path: string): string;
  /** Root of the store that belongs to it. @throws HeadwaterError HW612 as `file`, HW408 when there is none */
  store(path: string): string;
  /** The same; null when there is none yet. */
  storeOrNull(path: string): string | null;
}

/** The places of requests to a server with this root folder. */
export function placesBelow(root: string): Places {
  const base = resolve(root);
  const file = (path: string): string => fileBelow(base, path);
  const folder = (path: string): string => folderOf(base, file(path));
  return { root: base, file, folder, store: path => storeOf(folder(path), path), storeOrNull: path => findRoot(folder(path)) };
}

function fileBelow(base: string, path: string): string {
  const found = isPlain(path) ? resolve(base, ...path.split('/').filter(each => each !== '')) : '';
  if (found === base || found.startsWith(base.endsWith(sep) ? base : base + sep)) return found;
  throw new HeadwaterError('HW612', `'${path}' does not lie in the folder that Jupyter serves.`, {
    about: path,
    hint: 'Give a path below it, with /, as the file browser shows it.'
  });
}

/** A backslash or a drive would be a way out on Windows. */
function isPlain(path: string): boolean {
  return !path.includes('\0') && (sep === '/' || !/[\\:]/.test(path));
}

function folderOf(base: string, file: string): string {
  return file === base || isFolder(file) ? file : dirname(file);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function storeOf(folder: string, path: string): string {
  const found = findRoot(folder);
  if (found !== null) return found;
  throw new HeadwaterError('HW408', `There are no runs yet: no store (.metaflow) in or above the folder of '${path}'.`, {
    about: path,
    hint: 'The first run makes one.'
  });
}
