import { execFileSync } from 'node:child_process';
import { copyFileSync, truncateSync, writeFileSync } from 'node:fs';

/** Runs a program that this machine may not have, or that this user may not run: whether it went well. */
export function canDo(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Makes a disk of `size` bytes with an empty ext4, as a file, and mounts it; false when that is not allowed here. */
export function mountNewDisk(image: string, folder: string, size: number): boolean {
  writeFileSync(image, '');
  truncateSync(image, size);
  // Its journal is written every second, so that a short run meets a few of those moments.
  return canDo('mkfs.ext4', ['-q', '-F', image]) && canDo('mount', ['-o', 'loop,commit=1', image, folder]);
}

/** What a power cut leaves of a mounted disk: all that has been written to it, and nothing of what only the memory has. */
export function copyAsCut(image: string, copy: string): void {
  copyFileSync(image, copy);
}

/** Mounts a copy in the place of the disk that is there. */
export function mountInstead(copy: string, folder: string): void {
  unmount(folder);
  execFileSync('mount', ['-o', 'loop', copy, folder]);
}

/** Whoever still works on it loses it now. */
export function unmount(folder: string): void {
  execFileSync('umount', ['-l', folder]);
}
