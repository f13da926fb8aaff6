import type { SourceRange } from '../diagnostic';
import type { Definition } from '../language/language';
import { cellEffects, type DefinitionLookup, type Effect } from './cell-effects';
import { contestedNames } from './contested-names';
import { isSetup, type FlowCell } from './flow-cells';

/** Where the value of a name comes from in the serial order. */
export type Source =
  /** A flow cell wrote it or changed it last. */
  | { readonly kind: 'value'; readonly cell: FlowCell }
  /** It means a definition; `state` is the cell that last changed the defined thing in place, or null. */
  | { readonly kind: 'definition'; readonly cell: FlowCell; readonly state: FlowCell | null }
  /** The reading cell makes it itself. */
  | { readonly kind: 'own' }
  /** No cell that runs before makes it. */
  | { readonly kind: 'missing' };

/** One name that a cell reads, with its source. */
export interface ResolvedRead {
  readonly reader: FlowCell;
  readonly name: string;
  readonly via: string | null;
  readonly range: SourceRange;
  readonly source: Source;
}

/** One name that a cell writes or changes in place. */
export interface Change {
  readonly by: FlowCell;
  readonly name: string;
  readonly kind: 'write' | 'mutate';
  readonly range: SourceRange;
}

/** Reads and changes of all code cells; scratch cells resolve against the flow, and the flow never against their values. */
export interface Resolution {
  readonly reads: readonly ResolvedRead[];
  readonly changes: readonly Change[];
}

interface Binding {
  readonly cell: FlowCell;
  readonly definition: Definition | null;
  readonly state: FlowCell | null;
}

/**
 * Follows the flow's cells in serial order (setup cells first, as every task runs them) and finds for each name that a cell reads the cell
 * that last wrote or changed it. A name seen by a definition in its own cell's version resolves to that version as well.
 */
export function resolveNames(cells: readonly FlowCell[]): Resolution {
  const isContested = contestedNames(cells);
  const scratches = scratchDefinitions(cells);
  const bindings = new Map<string, Binding>();
  const byIndex = new Map(cells.map(cell => [cell.cell.index, cell]));
  const reads: ResolvedRead[] = [];
  const changes: Change[] = [];
  for (const cell of [...cells.filter(isSetup), ...cells.filter(each => !isSetup(each))]) {
    const lookup = lookupAt(cell, scratches, bindings, isContested);
    const effects = cellEffects(cell, lookup);
    for (const effect of effects)
      if (effect.kind !== 'write')
        for (const slot of slots(effect, isContested))
          reads.push(resolve(cell, effect, sourceOf(cell, slot, effect, lookup, bindings, byIndex)));
    for (const { kind, name, range } of effects) if (kind !== 'read') changes.push({ by: cell, name, kind, range });
    if (cell.role.kind !== 'scratch') bind(cell, effects, bindings, isContested, name => definedAs(name, lookup, byIndex));
  }
  return { reads: withoutNeedless(reads), changes };
}

type IsContested = ReturnType<typeof contestedNames>;

function slots({ name, home }: Effect, isContested: IsContested): string[] {
  return isContested(name, home) ? [`${name}@${home}`, name] : [name];
}

/** What a name means where `cell` runs: its own definition, else the latest of the flow's bindings and the scratch cells' definitions above. */
function lookupAt(
  cell: FlowCell,
  scratches: ScratchDefinitions,
  bindings: ReadonlyMap<string, Binding>,
  isContested: IsContested
): DefinitionLookup {
  const own = new Map(cell.facts.definitions.map(each => [each.name, each]));
  return (name, home) => {
    const mine = own.get(name);
    if (mine !== undefined) return { definition: mine, home: cell.cell.index };
    const kept = isContested(name, home) ? bindings.get(`${name}@${home}`) : undefined;
    const bound = kept ?? bindings.get(name);
    const scratch = kept === undefined ? scratches.get(name)?.findLast(each => each.cell.cell.index < cell.cell.index) : undefined;
    if (bound !== undefined && (scratch === undefined || bound.cell.cell.index > scratch.cell.cell.index))
      return bound.definition === null ? null : { definition: bound.definition, home: bound.cell.cell.index };
    return scratch === undefined ? null : { definition: scratch.definition, home: scratch.cell.cell.index };
  };
}

/** What scratch cells define, by name, in notebook order. */
type ScratchDefinitions = ReadonlyMap<string, readonly { readonly definition: Definition; readonly cell: FlowCell }[]>;

function scratchDefinitions(cells: readonly FlowCell[]): ScratchDefinitions {
  const found = new Map<string, { definition: Definition; cell: FlowCell }[]>();
  for (const cell of cells) {
    if (cell.role.kind !== 'scratch') continue;
    for (const definition of cell.facts.definitions)
      found.set(definition.name, [...(found.get(definition.name) ?? []), { definition, cell }]);
  }
  return found;
}

function sourceOf(
  cell: FlowCell,
  slot: string,
  effect: Effect,
  lookup: DefinitionLookup,
  bindings: ReadonlyMap<string, Binding>,
  byIndex: ReadonlyMap<number, FlowCell>
): Source {
  if (cell.facts.definitions.some(each => each.name === effect.name)) return { kind: 'own' };
  const bound = bindings.get(slot);
  const home = byIndex.get(lookup(effect.name, effect.home)?.home ?? -1);
  const isBound = bound !== undefined && (home === undefined || home.cell.index <= bound.cell.cell.index);
  if (isBound)
    return bound.definition === null ? { kind: 'value', cell: bound.cell } : { kind: 'definition', cell: bound.cell, state: bound.state };
  if (home !== undefined) return { kind: 'definition', cell: home, state: null };
  return cell.facts.writes.some(each => each.name === effect.name) ? { kind: 'own' } : { kind: 'missing' };
}

function resolve(reader: FlowCell, { name, via, range }: Effect, source: Source): ResolvedRead {
  return { reader, name, via, range, source };
}

/** The binding that a name has by its definition alone, or null. */
function definedAs(name: string, lookup: DefinitionLookup, byIndex: ReadonlyMap<number, FlowCell>): Binding | null {
  const found = lookup(name, -1);
  const cell = byIndex.get(found?.home ?? -1);
  return found === null || cell === undefined ? null : { cell, definition: found.definition, state: null };
}

function bind(
  cell: FlowCell,
  effects: readonly Effect[],
  bindings: Map<string, Binding>,
  isContested: IsContested,
  defined: (name: string) => Binding | null
): void {
  for (const definition of cell.facts.definitions)
    for (const slot of ownSlots(definition.name, cell, isContested)) bindings.set(slot, { cell, definition, state: null });
  for (const effect of effects) {
    if (effect.kind === 'read') continue;
    for (const slot of slots(effect, isContested)) {
      const known = effect.kind === 'mutate' ? (bindings.get(slot) ?? defined(effect.name)) : null;
      bindings.set(slot, known?.definition ? { ...known, state: cell } : { cell, definition: null, state: null });
    }
  }
}

function ownSlots(name: string, cell: FlowCell, isContested: IsContested): string[] {
  return isContested(name, cell.cell.index) ? [`${name}@${cell.cell.index}`, name] : [name];
}

/** A name with two slots that was found in one of them is not missing in the other. */
function withoutNeedless(reads: readonly ResolvedRead[]): ResolvedRead[] {
  const key = (read: ResolvedRead): string => `${read.reader.cell.index} ${read.name}`;
  const found = new Set(reads.filter(read => read.source.kind !== 'missing').map(key));
  return reads.filter(read => read.source.kind !== 'missing' || !found.has(key(read)));
}
