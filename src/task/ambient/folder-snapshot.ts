import type { Stats } from 'node:fs';
import path from 'node:path';
import { isSkippedName } from './file-places';
import { unwatched } from './unwatched';

/** How the files under some folders looked at one moment. */
export interface FolderSnapshot {
  /** False when there were more files than are looked at. */
  readonly complete: boolean;
  /** True when the file at an absolute path does not look as it did, or may have been changed in the same instant. */
  differs(file: string): boolean;
  /** What is new, changed or gone by now: absolute path, and whether it was there. */
  changes(): { readonly file: string; readonly existed: boolean }[];
}

const fileLimit = 50_000;

/** Clocks of file systems go in steps of up to 4 ms (Linux, 250 Hz): what was changed so shortly ago may change again unseen. */
const clockStep = 8;

/**
 * Looks at every file and folder under the roots; packages, version control, the store and what Jupyter keeps beside a notebook left out.
 * `notebook`: absolute path of the one that is running. People go on working in it, and save it, meanwhile.
 */
export function takeSnapshot(roots: readonly string[], notebook: string): FolderSnapshot {
  const left = new Set([notebook, path.join(path.dirname(notebook), `.~${path.basename(notebook)}`)]);
  const before = looksUnder(roots, left);
  const fresh = Date.now() - clockStep;
  const isUncertain = (look: string): boolean => Number(look.split(':')[0]) >= fresh;
  return {
    complete: before.size < fileLimit,
    differs(file) {
      const look = before.get(file);
      return look === undefined ? isCovered(file, roots) && lookAt(file) !== null : lookAt(file) !== look || isUncertain(look);
    },
    changes() {
      const now = looksUnder(roots, left);
      const other = [...now].filter(([file, look]) => before.get(file) !== look || isUncertain(look)).map(([file]) => file);
      const lost = [...before.keys()].filter(file => !now.has(file));
      return [...other, ...lost].map(file => ({ file, existed: before.has(file) }));
    }
  };
}

/** Absolute path -> change time, size, inode, mode. A folder's times tell nothing that its files do not. */
function looksUnder(roots: readonly string[], left: ReadonlySet<string>): Map<string, string> {
  const looks = new Map<string, string>();
  const folders = [...roots];
  for (let folder = folders.pop(); folder !== undefined && looks.size < fileLimit; folder = folders.pop())
    for (const name of namesOf(folder)) {
      const file = path.join(folder, name);
      const stat = unwatched.lstatSync(file, { throwIfNoEntry: false });
      if (stat === undefined || isSkippedName(name) || left.has(file)) continue;
      if (stat.isDirectory()) folders.push(file);
      looks.set(file, lookOf(stat));
    }
  return looks;
}

function lookAt(file: string): string | null {
  const stat = unwatched.lstatSync(file, { throwIfNoEntry: false });
  return stat === undefined ? null : lookOf(stat);
}

function lookOf(stat: Stats): string {
  return stat.isDirectory() ? '0:folder' : `${stat.ctimeMs}:${stat.size}:${stat.ino}:${stat.mode}`;
}

function namesOf(folder: string): string[] {
  try {
    return unwatched.readdirSync(folder);
  } catch {
    return [];
  }
}

function isCovered(file: string, roots: readonly string[]): boolean {
  return roots.some(root => file.startsWith(root + path.sep));
}
