import { existsSync, statSync, writeFileSync } from 'node:fs';
import { replaceFile } from '../../datastore/write-file';

/**
 * Writes a page where somebody may be looking at the one before: all of it at once. What is there and is no file, as a pipe, is written into.
 * @throws HeadwaterError HW413 when the disk is full, HW414 when the folder cannot be written
 */
export function writePage(out: string, content: Uint8Array | string): void {
  if (existsSync(out) && !statSync(out).isFile()) writeFileSync(out, content);
  else replaceFile(out, [content]);
}
