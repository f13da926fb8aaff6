import type { SourceRange } from '../diagnostic';
import { ownPackage } from '../language/code';
import type { CellFacts, Definition, NameUse } from '../language/language';
import type { FlowCell } from './flow-cells';

/** What running a cell may do to one variable. */
export interface Effect {
  readonly kind: 'read' | 'write' | 'mutate';
  readonly name: string;
  /** Index of the cell whose code names it: a definition's own cell when it is reached through one. */
  readonly home: number;
  /** The definition through which it is reached, or null when the cell's top level names it. */
  readonly via: string | null;
  /** Place inside the running cell. */
  readonly range: SourceRange;
}

/** Finds what a name means where a cell runs, if that is a definition. */
export type DefinitionLookup = (name: string, home: number) => { readonly definition: Definition; readonly home: number } | null;

/** Everything that running a cell may read, write and change in place; names inside the definitions that it refers to included. */
export function cellEffects(cell: FlowCell, lookup: DefinitionLookup): Effect[] {
  const { facts } = cell;
  const home = cell.cell.index;
  const effects: Effect[] = [
    ...reads(facts).map(use => ({ ...use, kind: 'read' as const, home, via: null })),
    ...facts.writes.map(use => ({ ...use, kind: 'write' as const, home, via: null })),
    ...facts.mutates.map(use => ({ ...use, kind: 'mutate' as const, home, via: null }))
  ];
  const visited = new Set<string>();
  for (const effect of [...effects]) if (effect.kind !== 'write') reach(effect, effect.name, home, lookup, visited, effects);
  // `card.append(…)` changes nothing that another step reads.
  return effects.filter(({ kind, name, home: at }) => kind !== 'mutate' || lookup(name, at)?.definition.module !== ownPackage);
}

function reads(facts: CellFacts): readonly NameUse[] {
  const { foreach } = facts;
  return foreach === null ? facts.reads : [...facts.reads, ...foreach.splitReads, ...foreach.bodyReads];
}

/** Adds the effects of the definition that `name`, said in cell `home`, means; then of those that it refers to. */
function reach(root: Effect, name: string, home: number, lookup: DefinitionLookup, visited: Set<string>, effects: Effect[]): void {
  const found = lookup(name, home);
  if (found === null) return;
  const key = `${name}@${found.home}`;
  if (visited.has(key)) return;
  visited.add(key);
  const { definition } = found;
  const add = (kind: Effect['kind'], names: readonly string[]): void => {
    for (const each of names) effects.push({ kind, name: each, home: found.home, via: root.via ?? name, range: root.range });
  };
  add('read', definition.reads);
  add('write', definition.writes);
  add('mutate', definition.mutates);
  for (const each of definition.reads) reach({ ...root, via: root.via ?? name }, each, found.home, lookup, visited, effects);
}
