import type * as koffiTypes from 'koffi';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { basename } from 'node:path';
import { rememberMapping, type Stretch } from '../mapped-memory';
import { differenceFromFile } from './compare-with-file';
import { writtenPages } from './page-map';

/** Smallest file worth mapping: below, reading is as fast. */
export const smallestMapping = 1024 * 1024;

/**
 * A file's bytes as private memory pages (copy on write): nothing is read until it is touched, and nothing written reaches the file.
 * Null where that is not to be had (Windows, no koffi, a small or missing file). The pages live as long as the array's buffer, or a part
 * of it, is referenced. What the buffer is mapped from is remembered (`mappingOf`); the file's name is taken for the content key.
 */
export function mapFile(path: string): Uint8Array | null {
  const memory = loadMemory();
  if (memory === null) return null;
  const file = openOrNull(path);
  if (file === null) return null;
  try {
    const { size } = fstatSync(file);
    return size < smallestMapping ? null : memory.map(file, size, path);
  } finally {
    closeSync(file);
  }
}

interface Memory {
  map(file: number, size: number, path: string): Uint8Array | null;
}

let loaded: Memory | null | undefined;

function loadMemory(): Memory | null {
  loaded ??= bindOrNull();
  return loaded;
}

function bindOrNull(): Memory | null {
  const library = libraries[process.platform];
  if (library === undefined) return null;
  try {
    // Loading it costs 10 ms, and most readers never map anything.
    return bind(require('koffi') as typeof koffiTypes, library);
  } catch {
    return null;
  }
}

const libraries: Readonly<Record<string, string>> = { linux: 'libc.so.6', darwin: 'libSystem.dylib' };

/** From <sys/mman.h>; MAP_NORESERVE is Linux's value. */
const readWrite = 3;
const privatePages = 2;
const noReserve = 0x4000;

function bind(koffi: typeof koffiTypes, library: string): Memory {
  const libc = koffi.load(library);
  const mmap = libc.func('void *mmap(void *address, size_t length, int protection, int flags, int file, int64_t offset)');
  const munmap = libc.func('int munmap(uintptr_t address, size_t length)');
  const flags = process.platform === 'linux' ? privatePages | noReserve : privatePages;
  const getpagesize = libc.func('int getpagesize()');
  const unmapper = new FinalizationRegistry<{ address: bigint; size: number }>(({ address, size }) => munmap(address, size));
  const mapPages = (file: number, size: number): { readonly address: bigint; readonly buffer: ArrayBuffer } | null => {
    const pointer: unknown = mmap(null, size, readWrite, flags, file, 0);
    const address = BigInt.asUintN(64, koffi.address(pointer));
    return pointer === null || address === 0xffffffffffffffffn ? null : { address, buffer: koffi.view(pointer, size) };
  };
  let pageSize: number | null = null;
  const trustedPageSize = (file: number): number => {
    const size = Number(getpagesize());
    const probe = mapPages(file, size);
    if (probe === null) return 0;
    const isTold = showsWriting(probe.buffer, probe.address, size);
    munmap(probe.address, size);
    return isTold ? size : 0;
  };
  return {
    map(file, size, path) {
      const mapped = mapPages(file, size);
      if (mapped === null) return null;
      const { address, buffer } = mapped;
      unmapper.register(buffer, { address, size });
      pageSize ??= trustedPageSize(file);
      const blob = new Uint8Array(buffer);
      remember(buffer, 0, { path, blob, address, pageSize, view: koffi.view });
      return blob;
    }
  };
}

/** Not every system that has a page map says in it what was written. */
function showsWriting(page: ArrayBuffer, address: bigint, pageSize: number): boolean {
  const bytes = new Uint8Array(page);
  const untouched = writtenPages(address, address + BigInt(pageSize), pageSize);
  bytes[0] = bytes[0] ?? 0;
  const touched = writtenPages(address, address + BigInt(pageSize), pageSize);
  return untouched?.length === 0 && touched?.length === 1;
}

/** A mapping of a whole file. */
interface Mapping {
  readonly path: string;
  readonly blob: Uint8Array;
  readonly address: bigint;
  /** Zero when the system does not tell which pages were written. */
  readonly pageSize: number;
  readonly view: typeof koffiTypes.view;
}

/** What is remembered of a part keeps the whole mapping alive. */
function remember(buffer: ArrayBuffer, offset: number, mapping: Mapping): void {
  const { path, blob, address, view } = mapping;
  rememberMapping(buffer, {
    key: basename(path),
    offset,
    blob,
    part(start, length) {
      const part = view(address + BigInt(offset + start), length);
      remember(part, offset + start, mapping);
      return part;
    },
    changed: (start, end) => changedBytes(mapping, offset + start, offset + end, offset)
  });
}

/** A page that was written may still hold what it held. */
function changedBytes({ path, blob, address, pageSize }: Mapping, start: number, end: number, origin: number): Stretch | null {
  const known = pageSize === 0 ? null : writtenPages(address + BigInt(start), address + BigInt(end), pageSize);
  const pages = known ?? [{ start: 0, end: end - start }];
  const suspects = pages.map(page => ({ start: start + page.start, end: Math.min(start + page.end, end) }));
  const found = differenceFromFile(path, blob, suspects);
  return found === null ? null : { start: found.start - origin, end: found.end - origin };
}

function openOrNull(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
