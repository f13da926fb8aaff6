import { mappingOf } from '../../mapped-memory';

/** Shorter bytes are copied: a buffer of their own would cost as much. */
const ownFrom = 1 << 20;

/** Long bytes of a mapped blob as a buffer of their own over the same pages, which nobody else sees; null for any others. */
export function ownPages(bytes: Uint8Array): Buffer | null {
  const mapping = bytes.length < ownFrom || bytes.byteOffset % 8 !== 0 ? undefined : mappingOf(bytes.buffer);
  return mapping === undefined ? null : Buffer.from(mapping.part(bytes.byteOffset, bytes.length));
}

/** True for bytes that `ownPages` made: whoever gets them may keep their buffer. */
export function areOwnPages(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.byteOffset === 0 && bytes.length === bytes.buffer.byteLength && mappingOf(bytes.buffer) !== undefined;
}
