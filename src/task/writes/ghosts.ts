import type { Codec } from './codec';
import type { CodeContext } from '../../artifact/artifact';
import type { Slot } from '../protocol';
import type { LoadedGroup } from '../scope/values';
import { jointKeyOf, type Baseline, type Candidate } from './baseline';

/** A variable that was decoded along with one that was read, but that the execution has not touched. */
export interface Ghost {
  readonly value: unknown;
  /** Key of the joint blob that it came from. */
  readonly group: string;
}

/** What can be known about the variables that came along. */
export interface Partners {
  /** Everything that was decoded, or made by setup, as groups that share objects. */
  readonly groups: ReadonlyMap<string, LoadedGroup>;
  /** What the slot holds in the serial order, if that is of this group; records a read. Null when it is something else. */
  baselineIn(slot: Slot, group: string): Baseline | null;
}

/** The variables that came along, and those groups of which not every variable is as it was decoded. */
export interface GhostTable {
  readonly ghosts: Map<Slot, Ghost>;
  readonly partial: readonly LoadedGroup[];
}

/** Finds the ghosts of all groups. A variable that two groups have is one of that group which it now belongs to. */
export function findGhosts(candidates: ReadonlyMap<Slot, Candidate>, touched: ReadonlySet<Slot>, partners: Partners): GhostTable {
  const ghosts = new Map<Slot, Ghost>();
  const partial = new Set<LoadedGroup>();
  const groupsOf = groupsBySlot(partners.groups);
  for (const [slot, groups] of groupsOf) {
    const own = groups.filter(group => holds(slot, group, candidates, touched, groups.length > 1 ? partners : null));
    for (const group of groups) if (!own.includes(group)) partial.add(group);
    const [first] = own;
    if (first && !touched.has(slot)) ghosts.set(slot, { value: first.values.get(slot), group: first.key });
  }
  return { ghosts, partial: [...partial] };
}

/** Keys of those partial groups whose values are as they were decoded all the same. What a definition's state was decoded to does not change with it. */
export function intactGroups(
  partial: readonly LoadedGroup[],
  candidates: ReadonlyMap<Slot, Candidate>,
  codec: Codec,
  code: CodeContext
): ReadonlySet<string> {
  const nowOf = (slot: Slot, value: unknown, group: string): unknown => {
    const candidate = candidates.get(slot);
    return candidate?.baseline?.joint === group ? candidate.value : value;
  };
  const same = partial.filter(({ key, values }) => {
    const now = new Map([...values].map(([slot, value]) => [slot, nowOf(slot, value, key)]));
    return codec.encodeVariables(now, code).groups.some(group => jointKeyOf(group) === key);
  });
  return new Set(same.map(group => group.key));
}

/** Makes ghosts that turned out to matter variables like any other; those that are something else by now are dropped. False: some were. */
export function promoteGhosts(slots: readonly Slot[], live: Map<Slot, Candidate>, ghosts: Map<Slot, Ghost>, partners: Partners): boolean {
  let all = true;
  for (const slot of slots) {
    const ghost = ghosts.get(slot);
    if (ghost === undefined) continue;
    ghosts.delete(slot);
    const baseline = partners.baselineIn(slot, ghost.group);
    if (baseline === null) all = false;
    else live.set(slot, { value: ghost.value, baseline });
  }
  return all;
}

function groupsBySlot(groups: ReadonlyMap<string, LoadedGroup>): Map<Slot, LoadedGroup[]> {
  const found = new Map<Slot, LoadedGroup[]>();
  for (const group of groups.values()) for (const slot of group.values.keys()) found.set(slot, [...(found.get(slot) ?? []), group]);
  return found;
}

/** True when the variable belongs to that group; `asked` decides where a slot that was not touched is in several. */
function holds(
  slot: Slot,
  group: LoadedGroup,
  candidates: ReadonlyMap<Slot, Candidate>,
  touched: ReadonlySet<Slot>,
  asked: Partners | null
): boolean {
  if (touched.has(slot)) return candidates.get(slot)?.baseline?.joint === group.key;
  return asked === null || asked.baselineIn(slot, group.key) !== null;
}
