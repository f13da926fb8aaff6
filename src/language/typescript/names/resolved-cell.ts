import type { Dialect } from '../parse-cell';
import { resolveCell, type CellNames, type ReadCell } from './cell-names';
import { findForeachCalls, type ForeachCallees, type ForeachSite } from './foreach-site';

/** A code cell with its names and its fan-outs. */
export interface ResolvedCell extends CellNames {
  /** The top-level `foreach` calls, in order; only the first is a fan-out. */
  readonly foreachCalls: readonly ForeachSite[];
}

/** Resolves a cell among others that import `foreach` under the given names. */
export function resolvedCell(read: ReadCell, dialect: Dialect, callees: ForeachCallees): ResolvedCell {
  const foreachCalls = findForeachCalls(read.file, read.outline, callees);
  return { ...resolveCell(read, dialect, foreachCalls.length > 0), foreachCalls };
}
