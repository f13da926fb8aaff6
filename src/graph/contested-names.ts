import type { FlowCell } from './flow-cells';

/** Tells whether a cell keeps a binding of its own for a name that other cells bind too. */
export type IsContested = (name: string, home: number) => boolean;

/**
 * Finds the names that definitions of their own cell see in that cell's version only: bound in the cell, referred to by one of its
 * definitions, and bound again in another cell (tslab: a function does not see a later cell's re-declaration).
 */
export function contestedNames(cells: readonly FlowCell[]): IsContested {
  const binders = new Map<string, Set<number>>();
  for (const cell of cells) for (const name of boundNames(cell)) binders.set(name, (binders.get(name) ?? new Set()).add(cell.cell.index));
  const referred = new Map(cells.map(cell => [cell.cell.index, referredNames(cell)]));
  return (name, home) => {
    const at = binders.get(name);
    return at !== undefined && at.size > 1 && at.has(home) && referred.get(home)?.has(name) === true;
  };
}

function boundNames({ facts }: FlowCell): string[] {
  return [...facts.writes.map(use => use.name), ...facts.definitions.map(each => each.name)];
}

function referredNames({ facts }: FlowCell): ReadonlySet<string> {
  return new Set(facts.definitions.flatMap(each => [...each.reads, ...each.writes, ...each.mutates]));
}
