import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './attempt';
import type { RunFolder } from './run-folder';

/** Bytes kept back while a run goes on: enough for its summary and its last lines. */
const reserved = 64 * 1024;

/** Keeps a little of the disk back, so that a run which fills it can still say how it ended. */
export function reserveSpace(folder: RunFolder): void {
  // Zeros may be stored as a hole.
  attempt(() => writeFileSync(pathOf(folder), Buffer.alloc(reserved, '-')));
}

/** Gives it back. */
export function releaseSpace(folder: RunFolder): void {
  attempt(() => rmSync(pathOf(folder), { force: true }));
}

function pathOf({ folder }: RunFolder): string {
  return join(folder, 'reserve');
}
