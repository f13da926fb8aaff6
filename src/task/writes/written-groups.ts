import type { CodeContext, EncodedGroup } from '../../artifact/artifact';
import type { Slot } from '../protocol';
import { jointKeyOf, type Candidate } from './baseline';
import type { Codec, EncodedVariables } from './codec';
import { findViews, type GuardedMemory } from '../scope/guarded-memory';
import { findGhosts, intactGroups, promoteGhosts, type Ghost, type Partners } from './ghosts';

/** Groups to write, what could not be stored, and which variables lie in the memory of whose tables. */
export interface WrittenGroups extends Omit<EncodedVariables, 'memory'> {
  readonly views: ReadonlyMap<Slot, readonly Slot[]>;
}

/** Encodes the candidates and keeps the groups in which a variable is new, has changed, or shares objects otherwise than before. */
export function changedGroups(
  candidates: ReadonlyMap<Slot, Candidate>,
  touched: ReadonlySet<Slot>,
  partners: Partners,
  codec: Codec,
  code: CodeContext,
  guarded: GuardedMemory
): WrittenGroups {
  const live = new Map(candidates);
  const { ghosts, partial } = findGhosts(candidates, touched, partners);
  const intact = intactGroups(partial, candidates, codec, code);
  for (;;) {
    const values = new Map([...live, ...ghosts].map(([slot, each]) => [slot, each.value]));
    const { groups, unstorable, memory } = codec.encodeVariables(values, code);
    const views = memory.size === 0 ? noViews : findViews(memory, guarded);
    const changed = groups.filter(group => isChanged(group, live, ghosts, intact) || isViewAnew(group, live, ghosts, views));
    const met = [...changed.flatMap(group => group.variables), ...unstorable.map(each => each.variable)];
    if (promoteGhosts(met, live, ghosts, partners)) return { groups: changed, unstorable, views };
  }
}

function isChanged(
  group: EncodedGroup,
  live: ReadonlyMap<Slot, Candidate>,
  ghosts: ReadonlyMap<Slot, Ghost>,
  intact: ReadonlySet<string>
): boolean {
  if (isWithinIntact(group, live, ghosts, intact)) return false;
  const joint = jointKeyOf(group);
  return group.variables.some(slot => {
    const ghost = ghosts.get(slot);
    if (ghost) return ghost.group !== joint;
    const baseline = live.get(slot)?.baseline ?? null;
    return baseline === null || baseline.key !== group.values[slot]?.key || baseline.joint !== joint;
  });
}

/** A table that was made now lies in the memory of a variable of the group. */
function isViewAnew(
  group: EncodedGroup,
  live: ReadonlyMap<Slot, Candidate>,
  ghosts: ReadonlyMap<Slot, Ghost>,
  views: ReadonlyMap<Slot, readonly Slot[]>
): boolean {
  return group.variables.some(slot => {
    const known = live.get(slot)?.baseline?.viewOf ?? [];
    return !ghosts.has(slot) && (views.get(slot) ?? []).some(owner => !known.includes(owner));
  });
}

const noViews: ReadonlyMap<Slot, readonly Slot[]> = new Map();

/** All variables come from one joint blob, some of which have been replaced since, and nothing in it has changed. */
function isWithinIntact(
  group: EncodedGroup,
  live: ReadonlyMap<Slot, Candidate>,
  ghosts: ReadonlyMap<Slot, Ghost>,
  intact: ReadonlySet<string>
): boolean {
  const joints = new Set(group.variables.map(slot => ghosts.get(slot)?.group ?? live.get(slot)?.baseline?.joint ?? null));
  const [only] = joints;
  return joints.size === 1 && only !== null && only !== undefined && intact.has(only);
}
