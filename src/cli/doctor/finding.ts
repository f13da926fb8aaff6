/** What the doctor found out about one thing that Headwater needs. */
export interface Finding {
  /** The thing, as a person would call it: `Python`. */
  readonly name: string;
  /** `ok`: there and fit; `missing`: needed, and not there or not fit; `optional`: not there, and most of the work goes on without. */
  readonly status: 'ok' | 'missing' | 'optional';
  /** What is there (version, place), or why it will not do. */
  readonly found: string;
  /** How to get it; null when it is ok. */
  readonly hint: string | null;
}

/** A finding of something that is there. */
export function ok(name: string, found: string): Finding {
  return { name, status: 'ok', found, hint: null };
}

/** A finding of something that Headwater cannot do without. */
export function missing(name: string, found: string, hint: string): Finding {
  return { name, status: 'missing', found, hint };
}

/** A finding of something that only part of the work needs; `found` says which. */
export function optional(name: string, found: string, hint: string): Finding {
  return { name, status: 'optional', found, hint };
}
