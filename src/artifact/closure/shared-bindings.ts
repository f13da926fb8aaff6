import type { Binding } from '../closure';

/** A captured variable, of a closure of one of the variables that are stored. */
export interface OwnedBinding extends Binding {
  readonly owner: object;
}

/**
 * The captured variables that may be one variable which several functions share and one of them changes: stored apart they would fall
 * apart, and nothing proves that they are not shared. Scopes differ for sure when any variable in them differs.
 */
export function findDoubtful<T extends OwnedBinding>(bindings: readonly T[]): T[] {
  const byName = new Map<string, T[]>();
  for (const binding of bindings) byName.set(binding.name, [...(byName.get(binding.name) ?? []), binding]);
  return [...byName.values()].flatMap(same =>
    same.length < 2 || !same.some(item => item.assigned) ? [] : same.filter(item => isDoubtful(item, same))
  );
}

function isDoubtful<T extends OwnedBinding>(item: T, same: readonly T[]): boolean {
  const twins = same.filter(other => other.owner !== item.owner && !(item.isExact && other.isExact) && mayShare(item, other));
  return twins.length > 0 && (item.assigned || twins.some(twin => twin.assigned));
}

function mayShare({ scope: a }: OwnedBinding, { scope: b }: OwnedBinding): boolean {
  const keys = Object.keys(a.variables);
  return (
    a.description === b.description &&
    keys.length === Object.keys(b.variables).length &&
    keys.every(key => Object.hasOwn(b.variables, key) && Object.is(a.variables[key], b.variables[key]))
  );
}
