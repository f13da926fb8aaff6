import type { StoredVersion } from '../../artifact/artifact';
import { HeadwaterError } from '../../errors';
import { encodeAlone, saveEncoded } from './codec';
import { collectCandidates } from './collect-candidates';
import type { PartResult } from '../parts';
import type { Session, World } from '../session';
import { partsOf } from '../scope/slot';
import type { Changes } from './store-writes';
import { isImmutable } from '../scope/values';
import type { SetupContent } from './setup-baseline';
import { globalCandidates, type AmbientBefore } from '../ambient/ambient-slots';
import type { Slot } from '../protocol';
import { sharedWithTables } from '../scope/guarded-memory';

/** What surrounds the items of a foreach. */
export interface ItemWorld {
  readonly world: World;
  readonly setup: SetupContent;
  readonly before: AmbientBefore;
}

/**
 * Refuses what an iteration may not do, because iterations run apart from each other.
 * @throws HeadwaterError HW320 when the body has changed an outer variable or its item
 */
export function checkUnchanged(changes: Changes, part: PartResult, given: StoredVersion, session: Session, world: World): void {
  const outer = [
    ...changes.definitions.keys(),
    ...changes.groups.flatMap(group => group.variables),
    ...changes.unstorable.map(each => each.variable)
  ];
  const [slot] = outer;
  if (slot !== undefined) throw refusal('HW320', `The body of foreach changes '${partsOf(slot).name}'.`, partsOf(slot).name);
  if (isImmutable(part.item)) return;
  if (encodeAlone(session.codec(), 'item', part.item, world.context).key !== given.key)
    throw refusal('HW320', 'The body of foreach changes its item.', 'item');
}

/**
 * Stores the result of an iteration.
 * @throws HeadwaterError HW301 when it cannot be stored, HW321 when it shares mutable objects with an outer variable
 */
export function storeResult(part: PartResult, given: StoredVersion, session: Session, { world, setup, before }: ItemWorld): StoredVersion {
  const value = part.result?.value;
  if (!isImmutable(value)) {
    const variables = [...collectCandidates(world.scope, world.context, setup.baselines).candidates].map(
      ([slot, each]) => [slot, each.value] as const
    );
    checkApart(value, part, given, session, world, [...variables, ...hiddenValues(session, world, before)]);
  }
  return saveEncoded(session.store, encodeAlone(session.codec(), 'result', value, world.context), null);
}

/**
 * Names of the outer variables that share mutable objects or memory with the items of a foreach; `items` when items share with each other.
 */
export function sharedWithItems(items: readonly unknown[], session: Session, { world, before }: ItemWorld): string[] {
  if (items.every(isImmutable)) return [];
  const variables = [...world.scope.current()].map(({ slot, value }) => [slot, value] as const);
  const outer = [...variables, ...hiddenValues(session, world, before)];
  const { groups, memory } = session.codec().encodeVariables(new Map([...outer, ['$items', items]]), world.context);
  const grouped = groups.find(group => group.variables.includes('$items'))?.variables ?? [];
  const shared = [...grouped, ...sharedWithTables('$items', memory, world.values.guarded)].filter(slot => slot !== '$items');
  return shared.length > 0 || !shareWithEachOther(items, session, world) ? shared : ['items'];
}

function shareWithEachOther(items: readonly unknown[], session: Session, world: World): boolean {
  const apart = new Map(items.map((item, index) => [String(index), item]));
  return session
    .codec()
    .encodeVariables(apart, world.context)
    .groups.some(({ variables }) => variables.length > 1);
}

/** What steps share without a variable: state of definitions, properties of globalThis. */
function hiddenValues(session: Session, world: World, before: AmbientBefore): (readonly [Slot, unknown])[] {
  const found = [...world.states.candidates(), ...globalCandidates(before, session.ambient)];
  return found.map(([slot, { value }]) => [slot, value] as const);
}

function checkApart(
  value: unknown,
  part: PartResult,
  given: StoredVersion,
  session: Session,
  world: World,
  outer: readonly (readonly [Slot, unknown])[]
): void {
  const item = isImmutable(part.item) || given.joint === null ? [] : [['$item', part.item] as const];
  const { groups, memory } = session.codec().encodeVariables(new Map([...outer, ...item, ['$result', value]]), world.context);
  const shared = groups.find(group => group.variables.includes('$result'))?.variables.filter(slot => slot !== '$result') ?? [];
  const [slot] = [...shared, ...sharedWithTables('$result', memory, world.values.guarded)];
  if (slot === undefined) return;
  const name = slot === '$item' ? (given.joint?.variables[0] ?? 'item') : partsOf(slot).name;
  throw refusal(
    'HW321',
    `The result of foreach shares ${shared.length > 0 ? 'objects' : 'memory'} with ${name === '$result' ? 'a table inside of it' : `'${name}'`}.`,
    name,
    shared.length > 0 ? 'Return a copy: structuredClone(…).' : 'Copy the array first: .slice().'
  );
}

function refusal(
  code: string,
  what: string,
  about: string,
  hint = 'Return it instead: each iteration runs in a process of its own.'
): HeadwaterError {
  return new HeadwaterError(code, what, { hint, about });
}
