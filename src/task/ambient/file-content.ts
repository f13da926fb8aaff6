import { createHash } from 'node:crypto';
import path from 'node:path';
import type { FileContent } from '../protocol';
import { isSkippedName } from './file-places';
import { unwatched } from './unwatched';

/** Content of a path at which nothing is. */
export const gone: FileContent = 'gone';

/** Files up to this size are told apart by what is in them, larger ones by size, time and inode. */
const hashedSize = 64 * 2 ** 20;

/** What is at an absolute path: a file's content, `folder`, or `gone`. `budget` is lowered by the bytes read; when it is used up only the size and time count. */
export function contentOf(file: string, budget: { bytes: number }): FileContent {
  const stat = statOf(file);
  if (stat === null) return gone;
  if (stat.isDirectory()) return 'folder';
  if (!stat.isFile() || stat.size > hashedSize || stat.size > budget.bytes) return signatureOf(file) ?? gone;
  budget.bytes -= Number(stat.size);
  try {
    return `sha1:${createHash('sha1').update(unwatched.readFileSync(file)).digest('hex')}`;
  } catch {
    return signatureOf(file) ?? gone;
  }
}

/** `stat:<size>:<mtime in ns>:<inode>` of an absolute path, links followed; null when nothing is there. */
export function signatureOf(file: string): string | null {
  const stat = statOf(file);
  return stat === null ? null : `stat:${stat.size}:${stat.mtimeNs}:${stat.ino}`;
}

/** `<mode>:<mtime in ns>` of an absolute path: what `chmod` and `utimes` change. */
export function attributesOf(file: string): string {
  const stat = statOf(file);
  return stat === null ? gone : `${stat.mode.toString(8)}:${stat.mtimeNs}`;
}

/** The names in a folder, as one sha1; those that nobody watches are left out. `gone` when there is no such folder. */
export function namesIn(folder: string): FileContent {
  try {
    const names = unwatched.readdirSync(folder).filter(name => !isSkippedName(name));
    return `sha1:${createHash('sha1').update(names.sort().join('\0')).digest('hex')}`;
  } catch {
    return gone;
  }
}

/** An absolute path itself and, when it is a folder, everything in it, by depth; links are not followed. At most `limit` paths. */
export function treeOf(root: string, limit = 20_000): string[] {
  const found = [root];
  for (let at = 0; at < found.length && found.length < limit; at++) {
    const folder = found[at] ?? root;
    if (!isFolder(folder)) continue;
    for (const name of unwatched.readdirSync(folder)) if (!isSkippedName(name)) found.push(path.join(folder, name));
  }
  return found;
}

function isFolder(file: string): boolean {
  return unwatched.lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

function statOf(file: string) {
  try {
    return unwatched.statSync(file, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
