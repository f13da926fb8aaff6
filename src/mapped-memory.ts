/** A stretch of bytes: `start` counts from the first byte, `end` is the first one after it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What is known of a buffer whose memory is a private mapping of a stored blob's file. */
export interface MappedMemory {
  /** Content key of the blob. */
  readonly key: string;
  /** Where the buffer begins in the blob, in bytes. */
  readonly offset: number;
  /** The whole blob, as it is in memory now. */
  readonly blob: Uint8Array;
  /** A buffer of its own over a part of this one: the same pages, not a copy. */
  part(start: number, length: number): ArrayBuffer;
  /** The bytes between two places that are not as they are in the file: from the first to the last one; null when all are. Found without reading clean pages. */
  changed(start: number, end: number): Stretch | null;
}

const mappings = new WeakMap<ArrayBufferLike, MappedMemory>();

/** Remembers what a buffer is mapped from. */
export function rememberMapping(buffer: ArrayBufferLike, memory: MappedMemory): void {
  mappings.set(buffer, memory);
}

/** What a buffer is mapped from; undefined for ordinary memory. */
export function mappingOf(buffer: ArrayBufferLike): MappedMemory | undefined {
  return mappings.get(buffer);
}
