import { HeadwaterError } from '../errors';
import { enterAmbientState, type AmbientBefore } from './ambient/ambient-slots';
import { asNative, enterControl, leaveControl } from './ambient/controlled-world';
import { checkBuiltins } from './ambient/check-builtins';
import { checkModules } from './ambient/check-modules';
import { checkUnchanged, sharedWithItems, storeResult } from './writes/check-item';
import { checkMemory } from './writes/check-memory';
import { encodeAlone, saveEncoded } from './writes/codec';
import { cellAt, runCells, runPart, storeItems, type PartResult } from './parts';
import { importedModules } from './code/preload-modules';
import type { ExecuteOrder, ExecutionRecord, Slot, SlotWrite, TaskWarning } from './protocol';
import { newWorld, type Session, type World } from './session';
import { isFileSlot } from './scope/slot';
import { setupContent, setupReads, type SetupContent } from './writes/setup-baseline';
import { findChanges, storeChanges, type Changes } from './writes/store-writes';
import type { Versions } from './scope/versions';

/** What an execution has come to, apart from its measures. */
export type Outcome = Pick<ExecutionRecord, 'writes' | 'items' | 'result' | 'outputs' | 'card' | 'warnings' | 'clean' | 'setup' | 'files'>;

/** A world that further items of the same foreach may go on with. */
export interface Prepared {
  readonly step: string;
  readonly world: World;
  readonly before: AmbientBefore;
  readonly setup: SetupContent;
  readonly reads: ReadonlyMap<Slot, string>;
  /** Files that setup and the loading of modules have read: what is in them the process knows already. */
  readonly files: ReadonlySet<Slot>;
}

/** Builds the world of an execution: ambient state, setup cells, then every name is ready to be looked up. */
export async function prepareWorld(session: Session, order: ExecuteOrder, versions: Versions): Promise<Prepared> {
  if (order.setupControl && order.setup.length > 0) enterControl(order.setupControl);
  else if (order.control) enterControl(order.control);
  session.ambient.start();
  const world = newWorld(session, versions, order.parameters);
  await session.modules.preload(importedModules(session.code, order));
  await runCells(
    session,
    world,
    order.setup.map(index => cellAt(session, index))
  );
  session.log.clear();
  session.card.clear();
  if (!order.control) leaveControl();
  if (order.setup.length > 0) session.ambient.start();
  const before = enterAmbientState(session, versions, world.values);
  world.scope.endSetup(order.control ? value => value : asNative);
  world.states.endSetup();
  world.ingredients.endSetup();
  const setup = setupContent(world.scope.setupValues(), session.codec, world.context, world.values.guarded);
  return { step: order.step, world, before, setup, reads: versions.reads, files: session.files.endSetup() };
}

/** The same world for another item, if everything that it has read so far is still the version to read; else null. */
export function reuseWorld(prepared: Prepared | null, order: ExecuteOrder, versions: Versions): Prepared | null {
  if (prepared === null || prepared.step !== order.step || order.part.kind !== 'item') return null;
  for (const [slot, id] of prepared.reads)
    if ((!isFileSlot(slot) || prepared.files.has(slot)) && versions.read(slot).id !== id) return null;
  const { values, definitions, scope, states, ingredients } = prepared.world;
  scope.continueWith({ versions, values, definitions });
  states.continueWith(versions);
  ingredients.continueWith(versions);
  return { ...prepared, reads: versions.reads };
}

/** Runs the statements of a part. */
export async function runStatements(session: Session, prepared: Prepared, order: ExecuteOrder): Promise<PartResult> {
  return await runPart(session, prepared.world, order);
}

/**
 * Stores what the statements have left, once nothing runs any more.
 * @throws HeadwaterError when something cannot be stored or is not allowed
 */
export function settle(
  session: Session,
  prepared: Prepared,
  order: ExecuteOrder,
  part: PartResult,
  versions: Versions,
  late: readonly TaskWarning[]
): Outcome {
  const { world, before, setup } = prepared;
  const modules = checkModules(session, order);
  const warnings = [...late, ...modules.warnings];
  checkBuiltins(session.ambient);
  checkMemory(session, world, order);
  const changes = findChanges(session, world, order, versions, setup, before);
  if (order.part.kind === 'item') checkUnchanged(changes, part, order.part.item, session, world);
  const writes = storeChanges(changes, session, world, order, before, warnings);
  checkAmbientOfItem(order, writes);
  const done = session.files.settle();
  warnings.push(...done.warnings);
  return {
    writes: { ...writes, ...done.writes },
    files: done.files,
    items: part.items === null ? null : storeItems(part.items, sharedWithItems(part.items, session, prepared), session, world),
    result: order.part.kind === 'item' ? storeResult(part, order.part.item, session, prepared) : null,
    ...storeShown(session, world),
    warnings,
    setup: setupReads(world.scope.origins, setup),
    clean: warnings.length === 0 && modules.clean && isQuiet(changes, writes)
  };
}

/** Stores the rich outputs and the card so far, each as one blob of JSON; null for one that is empty. */
export function storeShown(session: Session, world: World): Pick<Outcome, 'outputs' | 'card'> {
  const { outputs } = session.log;
  const store = (name: string, shown: readonly object[] | null): string | null => {
    if (shown === null || shown.length === 0) return null;
    return saveEncoded(session.store, encodeAlone(session.codec(), name, JSON.stringify(shown), world.context), null).key;
  };
  return {
    outputs: store('outputs', outputs),
    card: store(
      'card',
      session.card.end(value => nameOf(value, world))
    )
  };
}

function nameOf(value: object, { scope }: World): string | null {
  for (const each of scope.current()) if (each.value === value && each.importedBy === null) return each.slot;
  return null;
}

function checkAmbientOfItem(order: ExecuteOrder, writes: Readonly<Record<Slot, SlotWrite>>): void {
  const [slot] = Object.keys(writes);
  if (order.part.kind !== 'item' || slot === undefined) return;
  const hint = 'Return what the later cells need: each iteration runs in a process of its own.';
  throw new HeadwaterError('HW320', `The body of foreach changes '${slot}'.`, { hint, about: slot });
}

function isQuiet(changes: Changes, writes: Readonly<Record<Slot, SlotWrite>>): boolean {
  return changes.groups.length === 0 && changes.definitions.size === 0 && Object.keys(writes).length === 0;
}
