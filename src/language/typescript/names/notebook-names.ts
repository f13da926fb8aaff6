import { roleOf } from '../../../notebook/cell-role';
import type { Cell } from '../../../notebook/cell';
import { loadTypescript } from '../load-typescript';
import type { Dialect } from '../parse-cell';
import type { CellMemory } from './cell-memory';
import { foreachCallees } from './foreach-site';
import type { ResolvedCell } from './resolved-cell';

/** The code cells of a notebook, names resolved across them. */
export interface NotebookNames {
  readonly cells: readonly ResolvedCell[];
  /** The cells that declare a name, in order. */
  readonly declaring: Pick<ReadonlyMap<string, readonly ResolvedCell[]>, 'get' | 'has'>;
  /** The cells whose code, when the flow runs, gives a name a meaning. A scratch cell's definitions count, its values do not. */
  readonly binding: Pick<ReadonlyMap<string, readonly ResolvedCell[]>, 'get'>;
  /** True for a name that cells use in types and nowhere else. */
  readonly isOnlyType: (name: string) => boolean;
}

/** Reads the code cells of a notebook and resolves their names; what the memory knows of them is not read again. */
export function resolveNotebook(cells: readonly Cell[], dialect: Dialect, memory: CellMemory): NotebookNames {
  loadTypescript();
  const known = memory.recall(
    cells.filter(({ kind }) => kind === 'code'),
    dialect
  );
  const callees = foreachCallees(known.map(({ read }) => read.outline));
  const resolved = known.map(each => each.resolve(callees));
  return {
    cells: resolved,
    declaring: cellsByName(resolved, cell => cell.declared.keys()),
    binding: cellsByName(resolved, boundNames),
    isOnlyType: name =>
      resolved.some(({ typeNames }) => typeNames.has(name)) &&
      !resolved.some(({ references }) => references.some(reference => reference.name === name))
  };
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
