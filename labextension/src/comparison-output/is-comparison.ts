import type { Comparison } from '../../../src/comparison/comparison';

/** Whether data of an output is a comparison as it is drawn here; a notebook from elsewhere may hold anything. */
export function isComparison(data: unknown): data is Comparison {
  if (typeof data !== 'object' || data === null) return false;
  const { version, runs, columns, groups, curves, exhibits, code, same, notes } = data as Partial<Record<keyof Comparison, unknown>>;
  return version === 1 && [runs, columns, groups, curves, exhibits, code, same, notes].every(each => Array.isArray(each));
}
