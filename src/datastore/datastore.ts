/**
 * Bytes by content key, for one flow: `<root>/<Flow>/data/<k[:2]>/<k>`, as Metaflow lays them out.
 * Synchronous, because a variable is loaded in the middle of a user's statement.
 */
export interface BlobStore {
  /** Absolute path or URL of the store's root (`…/.metaflow`). */
  readonly root: string;
  readonly flow: string;
  has(key: string): boolean;
  /**
   * Writes the parts as one blob unless it is there. Not compressed when `raw`, else gzip level 3.
   * @throws HeadwaterError when the disk is full or the folder cannot be written
   */
  save(key: string, parts: readonly Uint8Array[], raw: boolean): void;
  /**
   * The blob's bytes, checked against the key.
   * @throws HeadwaterError when it is missing or does not match its key
   */
  load(key: string): Uint8Array;
  /** The blob as memory-mapped private pages when it is raw and big enough to be worth it (not checked against its key); else as `load`. */
  map(key: string): Uint8Array;
}
