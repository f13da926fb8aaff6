import { closeSync, openSync, readSync } from 'node:fs';
import type { Stretch } from '../mapped-memory';

const chunk = 1 << 18;

/** From the first to the last byte within the stretches that differs from the file at the same place; null when none does. A file that is gone differs everywhere. */
export function differenceFromFile(path: string, bytes: Uint8Array, stretches: readonly Stretch[]): Stretch | null {
  if (stretches.length === 0) return null;
  try {
    const file = openSync(path, 'r');
    try {
      return differenceFrom(file, bytes, stretches);
    } finally {
      closeSync(file);
    }
  } catch {
    return { start: stretches[0]?.start ?? 0, end: stretches.at(-1)?.end ?? 0 };
  }
}

function differenceFrom(file: number, bytes: Uint8Array, stretches: readonly Stretch[]): Stretch | null {
  const stored = Buffer.allocUnsafeSlow(chunk);
  let found: Stretch | null = null;
  for (const { start, end } of stretches) {
    for (let at = start; at < end; at += chunk) {
      const now = bytes.subarray(at, Math.min(at + chunk, end));
      const before = stored.subarray(0, readSync(file, stored, 0, now.length, at));
      if (before.equals(now)) continue;
      const first: number = found?.start ?? at + firstDifference(now, before);
      found = { start: first, end: at + lastDifference(now, before) + 1 };
    }
  }
  return found;
}

function firstDifference(now: Uint8Array, before: Uint8Array): number {
  return now.findIndex((byte, i) => byte !== before[i]);
}

function lastDifference(now: Uint8Array, before: Uint8Array): number {
  return now.findLastIndex((byte, i) => byte !== before[i]);
}
