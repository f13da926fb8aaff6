/** What a thread for Parquet does. */
export type ThreadJob = ReadJob | WriteJob;

/** Reads a Parquet file that the other side fetches piece by piece. */
export interface ReadJob {
  readonly type: 'read';
  /** Bytes of the file. */
  readonly size: number;
  /** Columns by name; null for all of them. */
  readonly columns: readonly string[] | null;
  /** First row and the one after the last; null for all of them. */
  readonly rows: readonly [number, number] | null;
}

/** Writes a Parquet file from Arrow IPC streams that the other side sends. */
export interface WriteJob {
  readonly type: 'write';
  readonly compression: Compression;
  /** Of the whole table. When there are none, the only IPC stream has the schema. */
  readonly rows: number;
}

/** How the pages of a Parquet file are compressed. */
export type Compression = 'none' | 'snappy' | 'gzip' | 'brotli' | 'zstd' | 'lz4';

/** What the thread says. */
export type ThreadReport =
  /** It needs bytes of the file. */
  | { readonly type: 'want'; readonly id: number; readonly from: number; readonly to: number }
  /** The schema, as an Arrow IPC stream without rows, and its metadata. */
  | { readonly type: 'schema'; readonly ipc: Uint8Array<ArrayBuffer>; readonly metadata: readonly (readonly [string, string])[] }
  /** An Arrow IPC stream with a part of the rows. */
  | { readonly type: 'rows'; readonly ipc: Uint8Array<ArrayBuffer> }
  /** It wants the next IPC stream. */
  | { readonly type: 'next' }
  /** Bytes of the file that is written; it goes on when they are answered by `took`. */
  | { readonly type: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** `memory`: bytes that it keeps. */
  | { readonly type: 'done'; readonly memory: number }
  | { readonly type: 'failed'; readonly reason: string };

/** What the thread is told. */
export type ThreadOrder =
  | { readonly type: 'job'; readonly job: ThreadJob }
  | { readonly type: 'bytes'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  /** An Arrow IPC stream to write; null when there are no more. */
  | { readonly type: 'rows'; readonly ipc: Uint8Array<ArrayBuffer> | null }
  | { readonly type: 'took' };
