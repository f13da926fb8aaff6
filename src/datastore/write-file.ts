import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HeadwaterError } from '../errors';
import { passWritePoint, type RenamedFile } from './write-point';

/**
 * Writes a file so that readers see all of it or nothing, whenever this process dies: a temporary file beside it, then a rename. Makes the
 * folders that are missing. After a power cut the file may be empty until the disk was synced (see `openDiskSync`), unless everything else is
 * found by it. `name`: its write points.
 * @throws HeadwaterError HW413 when the disk is full, HW414 when the folder cannot be written
 */
export function replaceFile(path: string, parts: readonly (Uint8Array | string)[], name: RenamedFile | null = null): void {
  const temporary = join(dirname(path), temporaryName());
  try {
    writeParts(temporary, parts, name !== null && foundBy.has(name));
    if (name !== null) passWritePoint(`${name}-temporary`);
    renameSync(temporary, path);
    if (name !== null) passWritePoint(`${name}-renamed`);
  } catch (error) {
    removeQuietly(temporary);
    throw explainWrite(error, path);
  }
}

/** A power cut that empties one of these leaves a flow that no client can list: a few milliseconds a run are well spent. */
const foundBy: ReadonlySet<RenamedFile> = new Set(['flow-record', 'run-record', 'latest-run', 'tags', 'summary']);

/** Clears up after a failed write; the failure itself is what is worth telling. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // What cannot be written cannot be removed either.
  }
}

/** Writes a file in place, for folders that nobody sees yet. Makes the folders that are missing. `durable`: its bytes are on the disk then. Raw file system errors. */
export function writeParts(path: string, parts: readonly (Uint8Array | string)[], durable = false): void {
  const file = openForWriting(path);
  try {
    for (const part of parts) writeAll(file, part);
    if (durable) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a folder and those above it that are missing. Raw file system errors. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    // On a read-only file system Node says here that the folder to be made is missing.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') makeOneFolder(path);
    throw error;
  }
}

/** Meets what really stands in the way of a folder. */
function makeOneFolder(path: string): void {
  if (existsSync(dirname(path))) mkdirSync(path);
  else if (dirname(path) !== path) makeOneFolder(dirname(path));
}

let lastTemporary = 0;

/** A name that no other process of this machine uses now; hidden, so that no reader takes it for content. */
export function temporaryName(): string {
  lastTemporary += 1;
  return `.hw-${process.pid}-${Date.now().toString(36)}-${lastTemporary}.tmp`;
}

/** The error to show for one that the file system gave while writing `path`. */
export function explainWrite(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new HeadwaterError('HW413', `The disk is full: ${path} could not be written.`, {
      about: path,
      hint: 'Free some space (`headwater gc` removes what no run needs), then run again; what was complete is still there.',
      cause: error
    });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR')
    return new HeadwaterError('HW414', `The store cannot be written: ${path} (${writeObstacles[code]}).`, {
      about: path,
      hint: 'Give yourself write access to that folder, or set METAFLOW_DATASTORE_SYSROOT_LOCAL to a folder that you may write.',
      cause: error
    });
  return error;
}

const writeObstacles: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'part of the path is a file'
};

function openForWriting(path: string): number {
  try {
    return openSync(path, 'w', 0o644);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    makeFolder(dirname(path));
    return openSync(path, 'w', 0o644);
  }
}

/** Node writes at most 2 GiB a call. */
const longestWrite = 256 * 1024 * 1024;

function writeAll(file: number, part: Uint8Array | string): void {
  const bytes = typeof part === 'string' ? Buffer.from(part) : part;
  for (let offset = 0; offset < bytes.byteLength;)
    offset += writeSync(file, bytes, offset, Math.min(longestWrite, bytes.byteLength - offset));
}
