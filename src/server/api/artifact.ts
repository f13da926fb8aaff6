/** `GET artifact?path=&pathspec=`. */
export interface ArtifactDescription {
  readonly pathspec: string;
  /** Folder of the store that it is in: what a kernel needs to read it. */
  readonly root: string;
  readonly name: string;
  readonly key: string;
  readonly size: number | null;
  /** Short, for people. */
  readonly type: string;
  readonly kind: 'table' | 'value' | 'image' | 'opaque';
  /** Columns of a table; null otherwise. */
  readonly table: { readonly rows: number; readonly columns: readonly ColumnRow[] } | null;
  /** The expression that fetches it, with `import { Artifact } from 'headwater'`. */
  readonly clientLine: string;
}

/** A column of a table. */
export interface ColumnRow {
  readonly name: string;
  /** Arrow's name of the type. */
  readonly type: string;
  readonly numeric: boolean;
}

// `GET artifact/rows?path=&pathspec=&from=&to=&sort=<column>&descending=0|1&columns=a,b` (or a JSON list of names; missing values and NaN come last in either direction): an Arrow IPC stream of the rows from..to (at most 10,000), in the order asked for.

/** `GET artifact/column?path=&pathspec=&column=`: what a quick plot needs. */
export interface ColumnSummary {
  readonly name: string;
  readonly count: number;
  readonly missing: number;
  /** Numeric and time columns: equal bins from min to max. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[] | null;
  /** Others: the most frequent values; null when there are more than 100,000 different ones. */
  readonly top: readonly { readonly text: string; readonly count: number }[] | null;
  readonly mean: number | null;
}

/** `GET artifact/value?path=&pathspec=&at=<JSON array of keys>&from=&limit=`: one level of a nested value. */
export interface ValueNode {
  /** Short text of the value itself. */
  readonly text: string;
  readonly type: string;
  /** Entries from..from+limit; null for a leaf. */
  readonly entries: readonly ValueEntry[] | null;
  /** How many entries there are; 0 for a leaf. */
  readonly total: number;
}

/** One entry of a nested value. */
export interface ValueEntry {
  /** What to append to `at` to open it: the position among its parent's entries. */
  readonly at: number;
  readonly label: string;
  readonly text: string;
  readonly type: string;
  readonly open: boolean;
}

// `GET artifact/image?path=&pathspec=`: the bytes of an image with their own content type (png, jpeg, gif, webp; never svg).
