import type { Slot } from '../protocol';
import { makeFast } from './make-fast';
import type { Scope } from './scope';
import { partsOf } from './slot';

/** What a slot holds now; read as the notebook's code would. @throws what reading it throws */
export function valueOfSlot(slot: Slot, scope: Scope): unknown {
  const { holder, name } = placeOf(slot, scope);
  return holder[name];
}

/** Runs the action while slots hold other values; what it assigns to them is forgotten. */
export function holdingValues<T>(values: Readonly<Record<Slot, unknown>>, scope: Scope, action: () => T): T {
  const before = Object.entries(values).map(([slot, value]) => {
    const { holder, name } = placeOf(slot, scope);
    const property = Object.getOwnPropertyDescriptor(holder, name);
    Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
    return { holder, name, property };
  });
  try {
    return action();
  } finally {
    for (const { holder, name, property } of before)
      if (property === undefined) Reflect.deleteProperty(holder, name);
      else Object.defineProperty(holder, name, property);
    makeFast(scope.variables);
  }
}

function placeOf(slot: Slot, { variables, frames }: Scope): { readonly holder: Record<string, unknown>; readonly name: string } {
  const { name, cell } = partsOf(slot);
  return { name, holder: cell === null ? variables : (frames.get(cell) ?? {}) };
}
