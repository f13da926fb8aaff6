import type { CodeContext, Memory } from '../../artifact/artifact';
import { numberSymbols } from '../../artifact/unique-symbols';
import type { Slot } from '../protocol';
import { findViews, type GuardedMemory } from '../scope/guarded-memory';
import type { Origin } from '../scope/scope';
import { isImmutable, type LoadedGroup } from '../scope/values';
import { jointKeyOf, type Baseline } from './baseline';
import type { Codec } from './codec';

/** Content of what setup made, so that a change by the step's own code is seen. What cannot be stored is left out. */
export interface SetupContent {
  readonly baselines: ReadonlyMap<Slot, Baseline>;
  /** Variables of setup that share objects, by the key that their joint blob would have. */
  readonly groups: ReadonlyMap<string, LoadedGroup>;
}

/** Takes note of what setup made: its tables, and views on them, may not be changed in place. */
export function setupContent(
  made: ReadonlyMap<Slot, unknown>,
  codec: () => Codec,
  code: CodeContext,
  guarded: GuardedMemory
): SetupContent {
  const mutable = new Map(
    [...made].filter(([, value]) => typeof value === 'symbol' || (!isImmutable(value) && code.addressOf(value as object) === null))
  );
  const baselines = new Map<Slot, Baseline>();
  const groups = new Map<string, LoadedGroup>();
  if (mutable.size === 0) return { baselines, groups };
  // Each task makes setup's symbols anew: they must be the same ones in what is stored.
  const encoded = numberSymbols('setup', () => codec().encodeVariables(mutable, code));
  const views = guardSetup(encoded.memory, guarded);
  for (const group of encoded.groups) {
    const joint = jointKeyOf(group);
    for (const [slot, { key }] of Object.entries(group.values)) baselines.set(slot, { key, joint, viewOf: views.get(slot) ?? [] });
    if (joint !== null) groups.set(joint, { key: joint, values: new Map(group.variables.map(slot => [slot, mutable.get(slot)])) });
  }
  return { baselines, groups };
}

function guardSetup(memory: ReadonlyMap<Slot, Memory>, guarded: GuardedMemory): Map<Slot, readonly Slot[]> {
  for (const [slot, { tables }] of memory) guarded.guardTables(tables, [slot]);
  const views = findViews(memory, guarded);
  for (const [slot, viewOf] of views) guarded.guardViews(memory.get(slot)?.views ?? [], [slot], viewOf);
  return views;
}

/**
 * Content of each variable of setup that was read, as setup made it: every task runs setup for itself, and all must have the same.
 * Functions, and what cannot be stored, are left out.
 */
export function setupReads(origins: ReadonlyMap<Slot, Origin>, { baselines }: SetupContent): Record<Slot, string> {
  const found: Record<Slot, string> = {};
  for (const [slot, { kind, value }] of origins) {
    const key = kind === 'setup' ? (baselines.get(slot)?.key ?? scalarKey(value)) : null;
    if (key !== null) found[slot] = key;
  }
  return found;
}

function scalarKey(value: unknown): string | null {
  if (typeof value === 'symbol' || !isImmutable(value)) return null;
  return `${typeof value}:${Object.is(value, -0) ? '-0' : String(value)}`;
}
