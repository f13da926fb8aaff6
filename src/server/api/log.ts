/**
 * `GET task/log?path=&pathspec=&stream=stdout|stderr&from=&limit=`: whole lines of what a committed task has printed. Positions are opaque but
 * for 0, the beginning, and their order; what runs still is followed with `run/logs`. `limit`: bytes, at most 1 MB.
 */
export interface LogText {
  /** Lines, each with its line feed; may have ANSI codes. */
  readonly text: string;
  readonly from: number;
  /** Position of what follows; null at the end. */
  readonly next: number | null;
  /** Position of the end: for the last page ask from `total - limit`. */
  readonly total: number;
}

/** `GET task/log/find?path=&pathspec=&stream=&text=&from=&limit=`: lines that hold a text, in either case. */
export interface LogHits {
  readonly hits: readonly { readonly at: number; readonly line: string }[];
  /** Where to go on looking; null when all was looked at. */
  readonly next: number | null;
}
