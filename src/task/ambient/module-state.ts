import { types } from 'node:util';
import { isFromSources } from '../code/module-sources';
import { openClosures } from './closures';
import { valueOf } from './entries';
import { filesOfPackage, foreignObjects, loadedModules, type LoadedModule } from './loaded-modules';
import { changesIn, lookFrom, type Look, type LookChange, type Reach } from './object-looks';

/** What of a module is not as it was: the module's file or name, and the path to it. */
export interface ModuleChange extends LookChange {
  readonly module: string;
  readonly exports: object;
  /** True for the notebook's own modules, false for packages. */
  readonly local: boolean;
  /** The module's file; null where that is not known. */
  readonly file: string | null;
  /** It stands in a package's own variables, which it does not export. */
  readonly hidden: boolean;
}

/** How modules looked; compared with what they have become. */
export interface ModuleStates {
  /** Looks at modules that it does not know yet: those that cells have required, and local ones that those have loaded. */
  note(loaded: ReadonlyMap<string, unknown>): void;
  /** Takes everything as it is now for the state to compare with. */
  start(loaded: ReadonlyMap<string, unknown>): void;
  /** What is not as it was. Variables that packages do not export only count where `deep` says so: asking for them takes milliseconds. */
  changes(deep: (module: LoadedModule) => boolean): ModuleChange[];
  /** Local modules that hold more than can be looked at. */
  readonly incomplete: readonly LoadedModule[];
}

/** How much of one package is looked at: prototypes and static fields of what it exports, and variables of so many functions. */
const packageLimits = { objects: 400, depth: 3, functions: 24 };

/** How much of one local module is looked at, with everything that its functions can reach. */
const localLimits = { objects: 500_000, depth: 1000 };

interface Looked extends LoadedModule {
  readonly looks: readonly Look[];
  hidden: readonly Look[];
  /** How often in a row nothing hidden had changed. */
  quiet: number;
  readonly complete: boolean;
}

/** Nothing of any module is known yet. */
export function moduleStates(): ModuleStates {
  const known = new Map<object, Looked>();
  const lookInside = openClosures();
  const note = (loaded: ReadonlyMap<string, unknown>): void => {
    const news = loadedModules(loaded).filter(({ exports }) => !known.has(exports));
    const isForeign = news.some(each => each.local) ? foreignObjects() : () => false;
    for (const each of news) known.set(each.exports, each.local ? lookAtLocal(each, isForeign) : lookAtPackage(each));
  };
  const lookAtLocal = (module: LoadedModule, isForeign: (value: object) => boolean): Looked => {
    const accepts = (value: object): boolean => (typeof value === 'function' ? isOwnFunction(value) : !isForeign(value) && !isTimer(value));
    return { ...module, ...lookFrom([module.exports], { ...localLimits, accepts, lookInside }), hidden: [], quiet: 0 };
  };
  const lookAtPackage = (module: LoadedModule): Looked => {
    const { looks } = lookFrom([module.exports], { ...packageLimits, accepts: isPlainOrCode, lookInside: null });
    const behind = lookFrom(stateless.has(module.name) ? [] : functionsOf(module), { ...hiddenReach, lookInside });
    return { ...module, looks, hidden: behind.looks.filter(canTell), quiet: 0, complete: true };
  };
  return {
    note,
    start(loaded) {
      known.clear();
      note(loaded);
    },
    changes: deep => [
      ...[...known.values()].flatMap(each => changesOf(each, false)),
      ...[...known.values()].filter(each => each.hidden.length > 0 && deep(each)).flatMap(hiddenChangesOf)
    ],
    get incomplete() {
      return [...known.values()].filter(each => !each.complete);
    }
  };

  /** Items of a foreach run the same code again and again: after some of them it is known to be quiet. */
  function hiddenChangesOf(looked: Looked): ModuleChange[] {
    const changes = changesOf(looked, true);
    looked.quiet = changes.length === 0 ? looked.quiet + 1 : 0;
    if (looked.quiet === 3) looked.hidden = [];
    return changes;
  }

  function changesOf({ name, exports, local, module, looks, hidden }: Looked, isHidden: boolean): ModuleChange[] {
    const changes = changesIn(isHidden ? hidden : looks, lookInside);
    const paths = new Map(changes.map(change => [change.path, change]));
    const file = module?.filename ?? null;
    return [...paths.values()].map(change => ({ ...change, module: name, file, exports, local, hidden: isHidden }));
  }
}

/** Loaded in most tasks, and known to keep nothing. */
const stateless = new Set(['apache-arrow']);

/** From a package's functions to their variables, and to what those hold. */
const hiddenReach: Omit<Reach, 'lookInside'> = {
  objects: 4000,
  depth: 2,
  accepts: value => !isCode(value) && !types.isProxy(value) && (isPlain(value) || smallBytes(value))
};

/** Some functions of each file of a package, or of what it exports. */
function functionsOf({ module, exports }: LoadedModule): object[] {
  const holders = module === null ? [exports] : filesOfPackage(module).map(each => each.exports as unknown);
  const perFile = Math.max(1, Math.floor(packageLimits.functions / holders.length));
  const found = new Set<object>();
  for (const holder of holders) {
    if (found.size >= packageLimits.functions) break;
    const own = [holder, ...valuesOf(holder)].filter(each => typeof each === 'function' && !found.has(each)) as object[];
    for (const each of own.slice(0, perFile)) found.add(each);
  }
  return [...found];
}

function valuesOf(holder: unknown): unknown[] {
  if (typeof holder !== 'object' || holder === null) return [];
  const isModule = types.isModuleNamespaceObject(holder) || '__esModule' in holder;
  return Object.entries(Object.getOwnPropertyDescriptors(holder)).map(([name, { value }]) =>
    isModule ? valueOf(holder, name) : (value as unknown)
  );
}

/** Bound functions have no text, what they stand for is looked at behind them. */
function isOwnFunction(value: object): boolean {
  return isFromSources(value) || ('name' in value && String(value.name).startsWith('bound '));
}

/** Node counts inside of its timers. */
function isTimer(value: object): boolean {
  const maker: unknown = types.isProxy(value) ? null : Reflect.get(value, 'constructor');
  return typeof maker === 'function' && ['Timeout', 'Immediate'].includes(maker.name);
}

function isPlainOrCode(value: object): boolean {
  return !types.isProxy(value) && !ArrayBuffer.isView(value) && !types.isAnyArrayBuffer(value);
}

/** Scopes that hold nothing but functions and other modules are not asked about again: that takes most of the time. */
function canTell({ object, inside, entries }: Look): boolean {
  if (inside === null) return !isCode(object);
  return entries.values.some(value => typeof value !== 'function' && !isNamespace(value));
}

function isNamespace(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (types.isModuleNamespaceObject(value) || '__esModule' in value);
}

function isCode(value: object): boolean {
  return typeof value === 'function';
}

function isPlain(value: object): boolean {
  if (types.isMap(value) || types.isSet(value)) return value.size <= 1000;
  if (Array.isArray(value)) return value.length <= 1000;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function smallBytes(value: object): boolean {
  return ArrayBuffer.isView(value) && value.byteLength <= 65536;
}
