import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HeadwaterError } from '../errors';

/**
 * Replaces a file's text in one moment: a new file with the same mode beside it, then a rename; a link's target is replaced, not the link.
 * @throws HeadwaterError HW521 when the file is no longer what `before` says, HW522 when it cannot be written
 */
export function replaceNotebook(path: string, before: string, after: string): void {
  const target = realpathSync(path);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    writeWhole(temporary, after, statSync(target).mode);
    if (readFileSync(target, 'utf8') !== before) throw changed(path);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error instanceof HeadwaterError ? error : unwritable(path, error);
  }
}

function writeWhole(path: string, text: string, mode: number): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(path, mode & 0o7777);
}

function changed(path: string): HeadwaterError {
  return new HeadwaterError('HW521', `${path} was changed by another program in the meantime; nothing was written.`, {
    about: path,
    hint: 'Save the notebook where it is open, then give the command again.'
  });
}

function unwritable(path: string, cause: unknown): HeadwaterError {
  return new HeadwaterError('HW522', `${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`, {
    about: path,
    hint: 'Check the permissions of the file and its folder, and the space on its disk.',
    cause
  });
}
