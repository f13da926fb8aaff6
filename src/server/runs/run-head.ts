import { closeSync, openSync, readSync } from 'node:fs';
import type { RunHeader, RunLine } from '../../scheduler/run-line';
import type { RunFolder } from '../../scheduler/run-folder';

/** What a run of ours is, from the first line of its events alone; null for other runs, and for one that is still to begin. */
export function readHead({ events }: RunFolder): RunHeader | null {
  const line = firstLine(events);
  try {
    const parsed = line === null ? null : (JSON.parse(line) as RunLine);
    return parsed?.type === 'run' ? parsed.run : null;
  } catch {
    return null;
  }
}

const pieceSize = 32 * 1024;

function firstLine(path: string): string | null {
  const file = tryOpen(path);
  if (file === null) return null;
  try {
    const pieces: Buffer[] = [];
    for (;;) {
      const piece = Buffer.alloc(pieceSize);
      const read = readSync(file, piece);
      const end = piece.subarray(0, read).indexOf(10);
      pieces.push(piece.subarray(0, end < 0 ? read : end));
      if (end >= 0) return Buffer.concat(pieces).toString('utf8');
      if (read === 0) return null;
    }
  } finally {
    closeSync(file);
  }
}

function tryOpen(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
