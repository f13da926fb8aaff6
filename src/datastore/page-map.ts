import { closeSync, openSync, readSync } from 'node:fs';
import type { Stretch } from '../mapped-memory';

const entrySize = 8;
/** Entries that are read at once: half a gigabyte of memory in pages of 4 KiB. */
const chunk = 1 << 17;

/**
 * The pages between two addresses that were written, as stretches from the first address on: a page of a private
 * file mapping becomes anonymous then. Format: https://docs.kernel.org/admin-guide/mm/pagemap.html (bit 63 present, 62 swapped, 61 page of a file). `pageSize`: the system's, in bytes.
 * Null where the system does not tell.
 */
export function writtenPages(start: bigint, end: bigint, pageSize: number): Stretch[] | null {
  if (process.platform !== 'linux') return null;
  try {
    const file = openSync('/proc/self/pagemap', 'r');
    try {
      return readPages(file, start, end, pageSize);
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

function readPages(file: number, start: bigint, end: bigint, pageSize: number): Stretch[] | null {
  const first = start / BigInt(pageSize);
  const count = Number((end + BigInt(pageSize - 1)) / BigInt(pageSize) - first);
  const skipped = Number(start % BigInt(pageSize));
  const entries = Buffer.allocUnsafeSlow(Math.min(count, chunk) * entrySize);
  const found: Stretch[] = [];
  for (let page = 0; page < count; page += chunk) {
    const bytes = Math.min(count - page, chunk) * entrySize;
    if (readSync(file, entries, 0, bytes, (first + BigInt(page)) * BigInt(entrySize)) !== bytes) return null;
    collectWritten(new Uint32Array(entries.buffer, 0, bytes / 4), page, found);
  }
  return found.map(pages => ({ start: Math.max(0, pages.start * pageSize - skipped), end: pages.end * pageSize - skipped }));
}

/** Runs of written pages, by number. The flags lie in the upper half of an entry. */
function collectWritten(words: Uint32Array, firstPage: number, found: Stretch[]): void {
  for (let i = 1; i < words.length; i += 2) {
    const flags = words[i] ?? 0;
    if (flags >>> 30 === 0 || (flags & 0x20000000) !== 0) continue;
    const page = firstPage + (i >>> 1);
    const last = found.at(-1);
    if (last?.end === page) found[found.length - 1] = { start: last.start, end: page + 1 };
    else found.push({ start: page, end: page + 1 });
  }
}
