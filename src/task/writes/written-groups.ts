import type { CodeContext, EncodedGroup, StoredVersion } from '../../artifact/artifact';
import type { Codec, EncodedVariables } from './codec';
import type { Slot } from '../protocol';
import type { LoadedGroup } from '../scope/values';

/** Content of a value when it was loaded, or made by setup: its key, and that of the joint blob. */
export interface Baseline {
  readonly key: string;
  readonly joint: string | null;
}

/** A value that may have to be written. */
export interface Candidate {
  readonly value: unknown;
  /** Null when it is new or rebound. */
  readonly baseline: Baseline | null;
}

/** What can be known about variables that were not read, but lie in the same joint blob as one that was. */
export interface Partners {
  readonly groups: ReadonlyMap<string, LoadedGroup>;
  /** The slot's stored version now; records a read. Null when it is no value. */
  readStored(slot: Slot): StoredVersion | null;
}

/** Groups of variables that have changed, and what could not be stored. */
export type ChangedGroups = EncodedVariables;

/** Encodes the candidates and keeps the groups in which a variable is new, has changed, or shares objects otherwise than before. */
export function changedGroups(
  candidates: ReadonlyMap<Slot, Candidate>,
  partners: Partners,
  taken: ReadonlySet<Slot>,
  codec: Codec,
  code: CodeContext
): ChangedGroups {
  const live = new Map(candidates);
  const ghosts = ghostsOf(candidates, partners.groups, taken);
  const intact = intactGroups(candidates, partners.groups, taken, codec, code);
  for (;;) {
    const values = new Map([...live, ...ghosts].map(([slot, each]) => [slot, each.value]));
    const { groups, unstorable } = codec.encodeVariables(values, code);
    const changed = groups.filter(group => isChanged(group, live, ghosts, intact));
    const met = changed.flatMap(group => group.variables).filter(slot => ghosts.has(slot));
    let dropped = false;
    for (const slot of met) dropped = !promote(slot, live, ghosts, partners) || dropped;
    if (!dropped) return { groups: changed, unstorable: unstorable.filter(each => live.has(each.variable)) };
  }
}

/** Joint key of a group as a stored version has it: the value's own when all variables are the same value. */
export function jointKeyOf(group: EncodedGroup): string | null {
  if (group.joint !== null) return group.joint.key;
  const [first] = group.variables;
  return group.variables.length > 1 && first !== undefined ? (group.values[first]?.key ?? null) : null;
}

interface Ghost {
  readonly value: unknown;
  readonly group: string;
}

/** Variables that were decoded along with one that was read, but that the execution has not touched. */
function ghostsOf(
  candidates: ReadonlyMap<Slot, Candidate>,
  groups: ReadonlyMap<string, LoadedGroup>,
  taken: ReadonlySet<Slot>
): Map<Slot, Ghost> {
  const ghosts = new Map<Slot, Ghost>();
  const joints = new Set([...candidates.values()].map(each => each.baseline?.joint));
  for (const [key, group] of groups) {
    if (!joints.has(key)) continue;
    for (const [slot, value] of group.values) if (!candidates.has(slot) && !taken.has(slot)) ghosts.set(slot, { value, group: key });
  }
  return ghosts;
}

/** Joint blobs of which a variable has another version by now, and whose values are as they were loaded all the same. */
function intactGroups(
  candidates: ReadonlyMap<Slot, Candidate>,
  groups: ReadonlyMap<string, LoadedGroup>,
  taken: ReadonlySet<Slot>,
  codec: Codec,
  code: CodeContext
): ReadonlySet<string> {
  const joints = new Set([...candidates.values()].map(each => each.baseline?.joint));
  const partial = [...groups.values()].filter(
    ({ key, values }) =>
      joints.has(key) && [...values.keys()].some(slot => candidates.get(slot)?.baseline?.joint !== key && taken.has(slot))
  );
  const same = partial.filter(({ key, values }) => codec.encodeVariables(values, code).groups.some(group => jointKeyOf(group) === key));
  return new Set(same.map(group => group.key));
}

function isChanged(
  group: EncodedGroup,
  live: ReadonlyMap<Slot, Candidate>,
  ghosts: ReadonlyMap<Slot, Ghost>,
  intact: ReadonlySet<string>
): boolean {
  const joints = new Set(group.variables.map(slot => ghosts.get(slot)?.group ?? live.get(slot)?.baseline?.joint ?? null));
  const [only] = joints;
  if (joints.size === 1 && only !== null && only !== undefined && intact.has(only)) return false;
  const joint = jointKeyOf(group);
  return group.variables.some(slot => {
    const ghost = ghosts.get(slot);
    if (ghost) return ghost.group !== joint;
    const baseline = live.get(slot)?.baseline ?? null;
    return baseline === null || baseline.key !== group.values[slot]?.key || baseline.joint !== joint;
  });
}

/** A ghost of a changed group is a variable after all if it still is in that joint blob; else it is gone. False when it was dropped. */
function promote(slot: Slot, live: Map<Slot, Candidate>, ghosts: Map<Slot, Ghost>, partners: Partners): boolean {
  const ghost = ghosts.get(slot);
  ghosts.delete(slot);
  const stored = partners.readStored(slot);
  if (ghost === undefined || stored?.joint?.key !== ghost.group) return false;
  live.set(slot, { value: ghost.value, baseline: { key: stored.key, joint: ghost.group } });
  return true;
}
