/** What lies inside of a value: a further value, or a text that says all. */
export type Child = { readonly key: string; readonly value: unknown } | { readonly key: string; readonly text: string };

/** A value's own text, and what lies inside of it, looked at only when asked for. */
export interface Shape {
  readonly text: string;
  readonly children: Iterable<Child> | null;
}

/** What a look at a value may need of the description under way. */
export interface Surroundings {
  /** True once lines are counted only: long runs of numbers may be taken as one. */
  isFull(): boolean;
  /** Says which earlier view lies on the same bytes, and how far before; null when none does. Takes note of this one. */
  overlap(buffer: ArrayBufferLike, start: number, length: number): string | null;
  /** True for what a package or node itself exports: its own affair, not the notebook's. */
  isForeign(value: object): boolean;
}
