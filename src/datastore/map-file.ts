import type * as koffiTypes from 'koffi';
import { closeSync, fstatSync, openSync } from 'node:fs';

/** Smallest file worth mapping: below, reading is as fast. */
export const smallestMapping = 1024 * 1024;

/**
 * A file's bytes as private memory pages (copy on write): nothing is read until it is touched, and nothing written reaches the file.
 * Null where that is not to be had (Windows, no koffi, a small or missing file). The pages live as long as the array's buffer is referenced.
 */
export function mapFile(path: string): Uint8Array | null {
  const memory = loadMemory();
  if (memory === null) return null;
  const file = openOrNull(path);
  if (file === null) return null;
  try {
    const { size } = fstatSync(file);
    return size < smallestMapping ? null : memory.map(file, size);
  } finally {
    closeSync(file);
  }
}

interface Memory {
  map(file: number, size: number): Uint8Array | null;
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
  const unmapper = new FinalizationRegistry<{ address: bigint; size: number }>(({ address, size }) => munmap(address, size));
  return {
    map(file, size) {
      const pointer: unknown = mmap(null, size, readWrite, flags, file, 0);
      const address = BigInt.asUintN(64, koffi.address(pointer));
      if (pointer === null || address === 0xffffffffffffffffn) return null;
      const buffer = koffi.view(pointer, size);
      unmapper.register(buffer, { address, size });
      return new Uint8Array(buffer);
    }
  };
}

function openOrNull(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
