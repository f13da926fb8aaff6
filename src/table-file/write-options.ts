/** How a table file is written. */
export interface WriteOptions {
  /** False: refuses a path where there is a file. Default true. */
  readonly overwrite?: boolean;
  /** Told of the rows that are written so far. */
  readonly onProgress?: (rows: number) => void;
}

/** What was written. */
export interface WrittenTable {
  readonly rows: number;
  readonly columns: number;
  readonly bytes: number;
  /** What the format could not say as it is, and how it is said instead. */
  readonly notes: readonly string[];
}
