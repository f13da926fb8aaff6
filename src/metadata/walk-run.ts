import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file below a folder, with its size in bytes. */
export interface FoundFile {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** All files below a folder, one after the other; what vanishes meanwhile is left out, a missing folder has none. Links are not followed. */
export function* filesBelow(folder: string): Generator<FoundFile> {
  for (const name of names(folder)) {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) continue;
    if (found.isDirectory()) yield* filesBelow(path);
    else yield { path, size: found.size, modified: found.mtimeMs };
  }
}

/** Temporary files and folders (see `temporaryName`) below a folder that were not renamed: their writer is at work or has died. */
export function* leftoversBelow(folder: string): Generator<string> {
  for (const name of names(folder)) {
    const path = join(folder, name);
    if (/^\.hw-.*\.tmp$/.test(name)) yield path;
    else if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) yield* leftoversBelow(path);
  }
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(each => !each.isSymbolicLink())
      .map(each => each.name);
  } catch {
    return [];
  }
}
