import type { Reference } from '../names/cell-names';
import { contestedNames, type NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';
import { definingCell } from '../facts/reached-references';
import type { Unit } from '../names/outline';

/**
 * The variables that a definition's expression itself uses, not the functions in it: what a class extends, what its static fields and
 * computed names say, and what the functions that are called there use. `x` for `$.x`, `x@3` for `$3.x`. Names that mean the same thing in
 * the whole notebook are left out.
 */
export function madeOf(cell: ResolvedCell, unit: Unit, notebook: NotebookNames): string[] {
  const reached = cell.references
    .filter(({ unit: inside, deferred }) => inside === unit.name && !deferred)
    .map(reference => ({ reference, cell }));
  const found = new Set<string>();
  const names = new Set<string>([unit.name]);
  for (let next = 0; next < reached.length; next++) {
    const current = reached[next];
    if (current === undefined || !isVariable(current.reference, names, notebook)) continue;
    const { name } = current.reference;
    if (!isFixed(name, notebook)) found.add(slotOf(current.cell, name, notebook));
    const definer = definingCell(notebook, current.cell, name);
    if (definer === undefined) continue;
    names.add(name);
    reached.push(...definer.references.filter(({ unit: inside }) => inside === name).map(reference => ({ reference, cell: definer })));
  }
  return [...found];
}

function isVariable({ name }: Reference, followed: ReadonlySet<string>, notebook: NotebookNames): boolean {
  return !followed.has(name) && notebook.declaring.has(name);
}

/** Only one cell defines it, or all that do import it. */
function isFixed(name: string, notebook: NotebookNames): boolean {
  const units = (notebook.binding.get(name) ?? []).map(({ outline }) => outline.units.get(name));
  return units.every(unit => unit !== undefined) && (units.length === 1 || units.every(unit => unit?.import !== null));
}

function slotOf(cell: ResolvedCell, name: string, notebook: NotebookNames): string {
  return contestedNames(cell, notebook).has(name) ? `${name}@${cell.cell.index}` : name;
}
