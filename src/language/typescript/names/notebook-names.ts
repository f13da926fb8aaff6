import { roleOf } from '../../../notebook/cell-role';
import type { Cell } from '../../../notebook/cell';
import { loadTypescript } from '../load-typescript';
import { parseCell, type Dialect } from '../parse-cell';
import { resolveCell, type CellNames } from './cell-names';
import { findForeachCalls, foreachCallees, type ForeachSite } from './foreach-site';
import { outlineOf } from './outline';

/** A code cell with its names and its fan-outs. */
export interface ResolvedCell extends CellNames {
  /** The top-level `foreach` calls, in order; only the first is a fan-out. */
  readonly foreachCalls: readonly ForeachSite[];
}

/** The code cells of a notebook, names resolved across them. */
export interface NotebookNames {
  readonly cells: readonly ResolvedCell[];
  /** The cells that declare a name, in order. */
  readonly declaring: ReadonlyMap<string, readonly ResolvedCell[]>;
  /** The cells whose code, when the flow runs, gives a name a meaning. A scratch cell's definitions count, its values do not. */
  readonly binding: ReadonlyMap<string, readonly ResolvedCell[]>;
}

/** Parses the code cells of a notebook and resolves their names. */
export function resolveNotebook(cells: readonly Cell[], dialect: Dialect): NotebookNames {
  loadTypescript();
  const outlined = cells
    .filter(({ kind }) => kind === 'code')
    .map(cell => {
      const parsed = parseCell(cell, dialect);
      return { parsed, outline: outlineOf(parsed.file) };
    });
  const callees = foreachCallees(outlined.map(({ outline }) => outline));
  const resolved = outlined.map(({ parsed, outline }) => {
    const foreachCalls = findForeachCalls(parsed.file, outline, callees);
    return { ...resolveCell(parsed, outline, dialect, foreachCalls.length > 0), foreachCalls };
  });
  return { cells: resolved, declaring: cellsByName(resolved, cell => cell.declared.keys()), binding: cellsByName(resolved, boundNames) };
}

function cellsByName(
  cells: readonly ResolvedCell[],
  namesOf: (cell: ResolvedCell) => Iterable<string>
): ReadonlyMap<string, readonly ResolvedCell[]> {
  const byName = new Map<string, ResolvedCell[]>();
  for (const cell of cells) {
    for (const name of new Set(namesOf(cell))) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [cell]);
      else known.push(cell);
    }
  }
  return byName;
}

function boundNames(cell: ResolvedCell): string[] {
  const defined = [...cell.outline.units.keys()];
  if (roleOf(cell.cell).kind === 'scratch') return defined;
  const assigned = cell.references.filter(({ access }) => isWrite(access)).map(({ name }) => name);
  return [...defined, ...cell.declared.keys(), ...assigned];
}

/**
 * The names of a cell that need a frame of their own: the cell declares them, a function or class of it uses them, and another cell
 * gives them a meaning too.
 */
export function contestedNames(cell: ResolvedCell, notebook: NotebookNames): ReadonlySet<string> {
  const used = cell.references.filter(({ deferred, unit }) => deferred || unit !== null).map(({ name }) => name);
  const own = used.filter(name => cell.declared.has(name));
  return new Set(own.filter(name => notebook.binding.get(name)?.some(other => other !== cell)));
}

/** True for an access that assigns. */
export function isWrite(access: string): boolean {
  return access === 'write' || access === 'update';
}
