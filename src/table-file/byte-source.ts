/** Bytes that are read piece by piece: a file, something on the web, or what is in memory. */
export interface ByteSource {
  /** What messages call it: a path, an address, `these bytes`. */
  readonly name: string;
  readonly size: number;
  /** The bytes from `from` up to, but not with, `to`; a buffer of its own, which may be given away. */
  read(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Where a table file lies: a path, an address (http, https, file), or its bytes. */
export type FilePlace = string | URL | Uint8Array | ArrayBuffer;
