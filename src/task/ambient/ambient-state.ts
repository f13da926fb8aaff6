import { isBuiltin } from 'node:module';
import type { LoadedModule } from './loaded-modules';
import { moduleStates, type ModuleChange } from './module-state';
import { weightOf } from './module-weight';
import { isCompilerHelper } from './compiler-helpers';
import { changesSince, lookAtModule, takeFingerprint, type BuiltinChange, type Fingerprint } from './builtin-changes';

/** What surrounds the code of cells in a process: the environment, the working directory, globals, builtins and modules. */
export interface AmbientState {
  /** Changes of process.env since `start`, a removed variable as null; null when there are none. */
  environment(): Record<string, string | null> | null;
  /** The working directory at `start`. */
  readonly startFolder: string;
  /** Names and values of what is new or replaced on globalThis. */
  globals(): Map<string, unknown>;
  /** What was changed on builtins and on modules that cells use. */
  changedBuiltins(): BuiltinChange[];
  /** What was changed inside of modules, the notebook's own and packages; not by the loading of a module. `deep`: packages whose own variables count. */
  changedModules(deep: (module: LoadedModule) => boolean): ModuleChange[];
  /** Those of the notebook's own modules that hold too much for that. */
  unseenModules(): readonly LoadedModule[];
  /** Modules whose loading changed builtins or globals, in order. */
  readonly changingModules: readonly string[];
  /** Runs the loading of a module; what it changes belongs to the module. */
  whileLoading(specifier: string, load: () => unknown): unknown;
  /** Takes the present state as the one to compare with. */
  start(): void;
}

/** The ambient state of this process; `modules` are those that cells have required so far. */
export function ambientState(modules: () => ReadonlyMap<string, unknown>): AmbientState {
  let environment = { ...process.env };
  let folder = process.cwd();
  let globals = ownGlobals();
  let builtins: Fingerprint = [];
  let earlier: BuiltinChange[] = [];
  const changingModules: string[] = [];
  const states = moduleStates();
  const earlierStates: ModuleChange[] = [];
  const start = (): void => {
    environment = { ...process.env };
    folder = process.cwd();
    globals = ownGlobals();
    builtins = takeFingerprint(modules());
    states.start(modules());
    earlierStates.length = 0;
    earlier = [];
    changingModules.length = 0;
  };
  const watched = (specifier: string, module: unknown): unknown => {
    builtins = [...builtins, ...lookAtModule(specifier, module)];
    return module;
  };
  return {
    changingModules,
    start,
    environment: () => environmentChanges(environment),
    get startFolder() {
      return folder;
    },
    globals: () => changedGlobals(globals),
    changedBuiltins: () => [...earlier, ...changesSince(builtins)],
    changedModules: deep => [...earlierStates, ...states.changes(deep)],
    unseenModules: () => states.incomplete,
    whileLoading(specifier, load) {
      if (isBuiltin(specifier)) return watched(specifier, load());
      earlier.push(...changesSince(builtins));
      if (states.changes(none).length > 0) {
        earlierStates.push(...states.changes(all));
        states.start(modules());
      }
      const globalsBefore = changedGlobals(globals);
      builtins = takeFingerprint(modules());
      try {
        return load();
      } finally {
        const made = [...changedGlobals(globals)].filter(([name, value]) => globalsBefore.get(name) !== value);
        for (const [name] of made) globals.set(name, propertyOf(name));
        const reached = states.changes(none).some(change => ['state', 'exported'].includes(weightOf(change)));
        if (made.length > 0 || reached || changesSince(builtins).length > 0) changingModules.push(specifier);
        builtins = takeFingerprint(modules());
        if (reached) {
          earlierStates.push(...states.changes(all).filter(change => change.hidden));
          states.start(modules());
        } else states.note(modules());
      }
    }
  };
}

const all = (): boolean => true;
const none = (): boolean => false;

/** Applies changes that an earlier step made to the environment. */
export function changeEnvironment(changes: Readonly<Record<string, string | null>>): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete process.env[name];
    else process.env[name] = value;
  }
}

function environmentChanges(before: NodeJS.ProcessEnv): Record<string, string | null> | null {
  const now = process.env;
  const changed = Object.keys(now).filter(name => now[name] !== before[name]);
  const removed = Object.keys(before).filter(name => !(name in now));
  if (changed.length + removed.length === 0) return null;
  return Object.fromEntries([...changed.map(name => [name, now[name] ?? null]), ...removed.map(name => [name, null])]);
}

type Globals = Map<string, PropertyDescriptor>;

function ownGlobals(): Globals {
  return new Map(Object.getOwnPropertyNames(globalThis).map(name => [name, propertyOf(name)]));
}

function propertyOf(name: string): PropertyDescriptor {
  return Object.getOwnPropertyDescriptor(globalThis, name) ?? {};
}

function changedGlobals(before: Globals): Map<string, unknown> {
  const changed = new Map<string, unknown>();
  for (const [name, property] of ownGlobals())
    if (!isSame(before.get(name), property) && !isCompilerHelper(name, property.value)) changed.set(name, property.get ?? property.value);
  return changed;
}

/** Node's lazy globals turn from an accessor into its value when they are first used. */
function isSame(before: PropertyDescriptor | undefined, now: PropertyDescriptor): boolean {
  if (before === undefined) return false;
  if (before.get && !now.get) return Object.is(before.get.call(globalThis), now.value);
  return before.get === now.get && Object.is(before.value, now.value);
}
