/** A group of statements that a random notebook may use; notebooks use some groups each, so that one kind of trouble does not hide others. */
export const features = ['core', 'language', 'functions', 'ambient', 'files', 'buffers', 'odd', 'tables', 'foreach'] as const;

export type Feature = (typeof features)[number];

/** Variables of any kind. */
export const names = ['v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7'] as const;

/** What statements may be made of: features, and variables, few in each cell, so that steps seem to have little to do with each other. */
export interface Palette {
  readonly used: ReadonlySet<Feature>;
  readonly names: readonly string[];
}
