import type { CodeContext } from '../../artifact/artifact';
import type { Codec } from './codec';
import type { Slot } from '../protocol';
import { isImmutable } from '../scope/values';
import { jointKeyOf, type Baseline } from './written-groups';

/** Content of what setup made, so that a change by the step's own code is seen. What cannot be stored is left out. */
export function setupBaselines(made: ReadonlyMap<Slot, unknown>, codec: () => Codec, code: CodeContext): ReadonlyMap<Slot, Baseline> {
  const mutable = new Map([...made].filter(([, value]) => !isImmutable(value) && code.addressOf(value as object) === null));
  const baselines = new Map<Slot, Baseline>();
  if (mutable.size === 0) return baselines;
  for (const group of codec().encodeVariables(mutable, code).groups)
    for (const [slot, { key }] of Object.entries(group.values)) baselines.set(slot, { key, joint: jointKeyOf(group) });
  return baselines;
}
