import { HeadwaterError } from '../../errors';
import { changeEnvironment, type AmbientState } from './ambient-state';
import type { Codec } from '../writes/codec';
import { encodeAlone, saveEncoded } from '../writes/codec';
import type { Slot, SlotWrite } from '../protocol';
import type { Session, World } from '../session';
import { ambientSlots, globalSlot } from '../scope/slot';
import type { Candidate } from '../writes/baseline';
import { isImmutable, type Values } from '../scope/values';
import type { Versions } from '../scope/versions';

/** What the slot `globalThis` holds: names of properties, and modules whose loading changes builtins or globals. */
interface GlobalsSlot {
  readonly names: readonly string[];
  readonly modules: readonly string[];
}

/** Ambient state that earlier steps left. */
export interface AmbientBefore {
  readonly environment: Record<string, string | null> | null;
  readonly folder: string | null;
  readonly globals: GlobalsSlot;
  /** Properties of globalThis that were read: slot -> value and stored key. */
  readonly read: Map<string, Candidate>;
}

/** Brings the process into the ambient state that earlier steps left. Reads the three slots, always. */
export function enterAmbientState(session: Session, versions: Versions, values: Values): AmbientBefore {
  const stored = (slot: Slot): unknown => {
    const version = versions.read(slot);
    return version.kind === 'value' ? values.load(slot, version) : null;
  };
  const environment = stored(ambientSlots.environment) as AmbientBefore['environment'];
  if (environment) changeEnvironment(environment);
  const folder = stored(ambientSlots.folder) as string | null;
  if (folder !== null) enterFolder(folder);
  const globals = (stored(ambientSlots.globals) as GlobalsSlot | null) ?? { names: [], modules: [] };
  for (const specifier of globals.modules) session.modules.require(specifier);
  const read = new Map<string, Candidate>();
  for (const name of globals.names) defineLazyGlobal(name, versions, values, read);
  return { environment, folder, globals, read };
}

/** Writes of environment and working directory, and of the list of names on globalThis. */
export function ambientWrites(before: AmbientBefore, session: Session, world: World, codec: () => Codec): Map<Slot, SlotWrite> {
  const { ambient, store } = session;
  const writes = new Map<Slot, SlotWrite>();
  const write = (slot: Slot, value: unknown): void => {
    writes.set(slot, { kind: 'value', stored: saveEncoded(store, encodeAlone(codec(), slot, value, world.context), null) });
  };
  const environment = ambient.environment();
  if (!sameJson(environment, emptyToNull(before.environment))) write(ambientSlots.environment, environment ?? {});
  if (process.cwd() !== (before.folder ?? ambient.startFolder)) write(ambientSlots.folder, process.cwd());
  const globals = globalsNow(before, ambient);
  if (!sameJson(globals, before.globals)) write(ambientSlots.globals, globals);
  return writes;
}

/** Properties of globalThis that are new, replaced, or that may have changed inside. */
export function globalCandidates(before: AmbientBefore, ambient: AmbientState): Map<Slot, Candidate> {
  const found = new Map<Slot, Candidate>();
  for (const [name, value] of ambient.globals()) {
    if (lazyGlobals.has(value)) continue;
    const known = before.read.get(name);
    if (known === undefined || !Object.is(known.value, value)) found.set(globalSlot(name), { value, baseline: null });
    else if (!isImmutable(value)) found.set(globalSlot(name), known);
  }
  return found;
}

function globalsNow(before: AmbientBefore, ambient: AmbientState): GlobalsSlot {
  const names = new Set([...before.globals.names.filter(name => name in globalThis), ...ambient.globals().keys()]);
  return { names: [...names], modules: [...new Set([...before.globals.modules, ...ambient.changingModules])] };
}

const lazyGlobals = new Set<unknown>();

function defineLazyGlobal(name: string, versions: Versions, values: Values, read: Map<string, Candidate>): void {
  const set = (value: unknown): void =>
    void Object.defineProperty(globalThis, name, { value, writable: true, enumerable: true, configurable: true });
  const get = (): unknown => {
    const slot = globalSlot(name);
    const version = versions.read(slot);
    if (version.kind === 'unstorable') throw new HeadwaterError('HW301', version.message, { hint: version.hint, about: name });
    if (version.kind !== 'value') return undefined;
    const value = values.load(slot, version);
    read.set(name, { value, baseline: { key: version.stored.key, joint: version.stored.joint?.key ?? null } });
    set(value);
    return value;
  };
  lazyGlobals.add(get);
  Object.defineProperty(globalThis, name, { get, set, enumerable: true, configurable: true });
}

function enterFolder(folder: string): void {
  try {
    process.chdir(folder);
  } catch (cause) {
    throw new HeadwaterError('HW335', `The working directory that an earlier step chose, ${folder}, cannot be entered.`, {
      hint: 'Make the folder in the step that changes into it, or use absolute paths.',
      about: 'process.cwd',
      cause
    });
  }
}

function emptyToNull(changes: Readonly<Record<string, string | null>> | null): object | null {
  return changes === null || Object.keys(changes).length === 0 ? null : changes;
}

function sameJson(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
