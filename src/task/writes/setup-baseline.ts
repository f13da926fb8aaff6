import type { CodeContext } from '../../artifact/artifact';
import { numberSymbols } from '../../artifact/unique-symbols';
import type { Slot } from '../protocol';
import { isImmutable, type LoadedGroup } from '../scope/values';
import { jointKeyOf, type Baseline } from './baseline';
import type { Codec } from './codec';

/** Content of what setup made, so that a change by the step's own code is seen. What cannot be stored is left out. */
export interface SetupContent {
  readonly baselines: ReadonlyMap<Slot, Baseline>;
  /** Variables of setup that share objects, by the key that their joint blob would have. */
  readonly groups: ReadonlyMap<string, LoadedGroup>;
}

/** Takes note of what setup made. */
export function setupContent(made: ReadonlyMap<Slot, unknown>, codec: () => Codec, code: CodeContext): SetupContent {
  const mutable = new Map(
    [...made].filter(([, value]) => typeof value === 'symbol' || (!isImmutable(value) && code.addressOf(value as object) === null))
  );
  const baselines = new Map<Slot, Baseline>();
  const groups = new Map<string, LoadedGroup>();
  if (mutable.size === 0) return { baselines, groups };
  // Each task makes setup's symbols anew: they must be the same ones in what is stored.
  for (const group of numberSymbols('setup', () => codec().encodeVariables(mutable, code)).groups) {
    const joint = jointKeyOf(group);
    for (const [slot, { key }] of Object.entries(group.values)) baselines.set(slot, { key, joint });
    if (joint !== null) groups.set(joint, { key: joint, values: new Map(group.variables.map(slot => [slot, mutable.get(slot)])) });
  }
  return { baselines, groups };
}
