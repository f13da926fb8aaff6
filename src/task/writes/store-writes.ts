import type { Unstorable } from '../../artifact/artifact';
import { ambientWrites, globalCandidates, type AmbientBefore } from '../ambient/ambient-slots';
import { saveEncoded, separately, withParquet, unstorableError } from './codec';
import { collectCandidates } from './collect-candidates';
import type { ExecuteOrder, Slot, SlotWrite, TaskWarning } from '../protocol';
import type { Session, World } from '../session';
import { partsOf } from '../scope/slot';
import type { Versions } from '../scope/versions';
import { baselineOf, jointKeyOf, type Baseline, type Candidate } from './baseline';
import { cellThatMentions } from './cell-that-mentions';
import type { SetupContent } from './setup-baseline';
import { changedGroups, type WrittenGroups } from './written-groups';

/** What an execution leaves behind, found but not yet stored. */
export interface Changes {
  readonly definitions: ReadonlyMap<Slot, SlotWrite>;
  readonly groups: WrittenGroups['groups'];
  readonly unstorable: readonly Unstorable[];
  /** Variables with tables in the memory of a variable's typed arrays. */
  readonly views: WrittenGroups['views'];
}

/** Finds what is new, rebound or changed since the execution began. */
export function findChanges(
  session: Session,
  world: World,
  order: ExecuteOrder,
  versions: Versions,
  setup: SetupContent,
  before: AmbientBefore
): Changes {
  const { context, scope, states, values } = world;
  const { definitions, candidates, touched } = collectCandidates(scope, context, setup.baselines);
  const all = new Map<Slot, Candidate>([...candidates, ...states.candidates(), ...globalCandidates(before, session.ambient)]);
  if (all.size === 0) return { definitions, groups: [], unstorable: [], views: new Map() };
  const partners = { groups: new Map([...setup.groups, ...values.groups]), baselineIn: baselineIn(versions, setup) };
  const grouping = order.grouping === false ? separately(session.codec()) : session.codec();
  const codec = order.tables === 'parquet' ? withParquet(grouping) : grouping;
  const written = changedGroups(all, new Set([...touched, ...all.keys()]), partners, codec, context, values.guarded);
  return { definitions, ...written };
}

function baselineIn(versions: Versions, setup: SetupContent): (slot: Slot, group: string) => Baseline | null {
  return (slot, group) => {
    const version = versions.read(slot);
    const baseline = version.kind === 'value' ? baselineOf(version.stored) : null;
    const now = version.kind === 'absent' ? (setup.baselines.get(slot) ?? null) : baseline;
    return now?.joint === group ? now : null;
  };
}

/** Stores the changes. What cannot be stored and is needed later is an error; what is not needed becomes a warning and an `unstorable` write. */
export function storeChanges(
  changes: Changes,
  session: Session,
  world: World,
  order: ExecuteOrder,
  before: AmbientBefore,
  warnings: TaskWarning[]
): Record<Slot, SlotWrite> {
  const writes = new Map<Slot, SlotWrite>(changes.definitions);
  const needed = changes.unstorable.map(withVariableName).filter(each => isNeeded(each.variable, order));
  if (needed[0]) throw unstorableError(needed[0], cellThatMentions(needed[0].variable, session, order), needed.slice(1));
  for (const each of changes.unstorable) {
    const named = withVariableName(each);
    const error = unstorableError(named, cellThatMentions(named.variable, session, order));
    writes.set(each.variable, { kind: 'unstorable', message: error.message, hint: error.hint });
    const message = `${error.message} No later cell mentions it, so the run goes on without it.`;
    warnings.push({ code: 'HW302', message, hint: error.hint, about: named.variable });
  }
  for (const group of changes.groups) {
    const key = jointKeyOf(group);
    if (group.joint !== null) session.store.save(group.joint.key, group.joint.parts, group.joint.raw);
    const joint = key === null ? null : { key, variables: group.variables };
    for (const [slot, encoded] of Object.entries(group.values)) {
      writes.set(slot, { kind: 'value', stored: saveEncoded(session.store, encoded, joint, changes.views.get(slot)) });
      if (encoded.notParquet !== undefined) warnings.push(keptAsArrow(partsOf(slot).name, encoded.notParquet));
    }
  }
  for (const [slot, encoded] of world.ingredients.made)
    writes.set(slot, { kind: 'value', stored: saveEncoded(session.store, encoded, null) });
  for (const [slot, write] of ambientWrites(before, session, world, session.codec)) writes.set(slot, write);
  return Object.fromEntries(writes);
}

function keptAsArrow(name: string, why: string): TaskWarning {
  const hint = 'Give the column another type or name, or leave out "tables" in the settings of the step.';
  return { code: 'HW751', message: `Table '${name}' is kept as Arrow and not as Parquet: ${why}.`, hint, about: name };
}

/** Slots as the user knows them: the variable's name instead of `x@3`. */
function withVariableName(unstorable: Unstorable): Unstorable {
  const { name } = partsOf(unstorable.variable);
  return { ...unstorable, variable: name, path: unstorable.path.replace(unstorable.variable, name) };
}

function isNeeded(name: string, { needed }: ExecuteOrder): boolean {
  return needed === undefined || needed === null || needed.includes(name);
}
