import type { FlowCell } from './flow-cells';
import type { FlowModel } from './flow-model';
import type { ResolvedRead } from './resolve-names';

/** The reads of flow cells that nothing before them satisfies, each name once a cell; globals left out. A direct read comes before one through a definition. */
export function missingReads(model: FlowModel): readonly ResolvedRead[] {
  const found = known.get(model) ?? findMissing(model);
  known.set(model, found);
  return found;
}

/** Several rules ask. */
const known = new WeakMap<FlowModel, readonly ResolvedRead[]>();

function findMissing(model: FlowModel): ResolvedRead[] {
  const first = new Map<string, ResolvedRead>();
  for (const read of model.resolution.reads) {
    if (read.source.kind !== 'missing' || read.reader.role.kind === 'scratch' || model.globals.has(read.name)) continue;
    const key = `${read.reader.cell.index} ${read.name}`;
    const before = first.get(key);
    if (before === undefined || (before.via !== null && read.via === null)) first.set(key, read);
  }
  return [...first.values()];
}

/** The cells that make a name, anywhere in the notebook: as a value, or as a definition. */
export function makersOf(name: string, { cells }: FlowModel): { readonly values: FlowCell[]; readonly definitions: FlowCell[] } {
  return {
    values: cells.filter(each => each.facts.writes.some(use => use.name === name)),
    definitions: cells.filter(each => each.facts.definitions.some(use => use.name === name))
  };
}
