import { ownPackage } from '../../code';
import type { Reference } from '../names/cell-names';
import { isWrite, type NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';

/** True for a use that needs the name's value; `typeof` of a name that no cell declares does not. */
export function isRead(reference: Reference, notebook: NotebookNames): boolean {
  if (reference.access === 'typeof') return notebook.declaring.has(reference.name);
  return reference.access !== 'write' || reference.mutates;
}

/**
 * The references of statements with those of the cell's own definitions that they use, directly or through each other. A reference in a
 * definition counts as standing in the first statement that reaches it.
 */
export function reachedReferences(cell: ResolvedCell, from: readonly Reference[]): Reference[] {
  const reached = [...from];
  const seen = new Set<string>();
  for (let next = 0; next < reached.length; next++) {
    const reference = reached[next];
    if (reference === undefined || reference.access === 'write' || seen.has(reference.name) || !cell.outline.units.has(reference.name))
      continue;
    seen.add(reference.name);
    const inside = cell.references.filter(({ unit }) => unit === reference.name);
    reached.push(...inside.map(found => ({ ...found, deferred: true, statement: reference.statement })));
  }
  return reached;
}

/** The names among references that are assigned or whose objects may be changed, followed through the definitions of all cells. */
export function changedNames(notebook: NotebookNames, cell: ResolvedCell, from: readonly Reference[]): Reference[] {
  const reached = from.map(reference => ({ reference, cell, place: reference }));
  const seen = new Set<string>();
  for (let next = 0; next < reached.length; next++) {
    const current = reached[next];
    if (current === undefined || seen.has(current.reference.name)) continue;
    const definer = definingCell(notebook, current.cell, current.reference.name);
    if (definer === undefined) continue;
    seen.add(current.reference.name);
    const inside = definer.references.filter(({ unit }) => unit === current.reference.name);
    reached.push(...inside.map(reference => ({ reference, cell: definer, place: current.place })));
  }
  const changing = reached.filter(
    ({ reference, cell: at }) => isWrite(reference.access) || (reference.mutates && !isOwnPackage(notebook, at, reference.name))
  );
  return changing.map(({ reference, place }) => ({ ...place, name: reference.name }));
}

/** `card.append(…)` in an item writes on the item's own card. */
function isOwnPackage(notebook: NotebookNames, cell: ResolvedCell, name: string): boolean {
  return definingCell(notebook, cell, name)?.outline.units.get(name)?.import?.module === ownPackage;
}

/** The cell whose definition a name means: the cell itself, else the last one before it, else the first one after it; undefined for variables. */
export function definingCell(notebook: NotebookNames, cell: ResolvedCell, name: string): ResolvedCell | undefined {
  if (cell.outline.units.has(name)) return cell;
  const definers = (notebook.declaring.get(name) ?? []).filter(({ outline }) => outline.units.has(name));
  return definers.findLast(definer => definer.cell.index < cell.cell.index) ?? definers[0];
}
