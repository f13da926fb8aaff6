import { isBuiltin } from 'node:module';
import path from 'node:path';
import { types } from 'node:util';

/** What of a module's exports is not as it was: the module's file or name, and the path inside of it. */
export interface ModuleChange {
  readonly module: string;
  readonly path: string;
  readonly exports: object;
  /** True for the notebook's own modules, false for packages. */
  readonly local: boolean;
}

/** How the exports of modules looked; compared with what they have become. */
export interface ModuleStates {
  /** Looks at modules that it does not know yet: those that cells have required, and local ones that those have loaded. */
  note(loaded: ReadonlyMap<string, unknown>): void;
  /** Takes everything as it is now for the state to compare with. */
  start(loaded: ReadonlyMap<string, unknown>): void;
  changes(): ModuleChange[];
}

/** How much of one module is looked at: a package's prototypes and static fields, everything of a module of the notebook's own. */
const limits = { local: { objects: 10_000, depth: 8 }, package: { objects: 400, depth: 3 } };

/** Nothing of any module is known yet. */
export function moduleStates(): ModuleStates {
  const known = new Map<object, Look>();
  const note = (loaded: ReadonlyMap<string, unknown>): void => {
    for (const { name, exports, local } of [...localModules(), ...packages(loaded)])
      if (!known.has(exports)) known.set(exports, { name, local, held: lookInto(exports, local ? limits.local : limits.package) });
  };
  return {
    note,
    start(loaded) {
      known.clear();
      note(loaded);
    },
    changes: () =>
      [...known].flatMap(([exports, { name, local, held }]) => changesIn(held).map(at => ({ module: name, path: at, exports, local })))
  };
}

interface Look {
  readonly name: string;
  readonly local: boolean;
  readonly held: readonly Held[];
}

/** An object reached from a module's exports, with what it held. */
interface Held {
  readonly path: string;
  readonly object: object;
  readonly entries: ReadonlyMap<unknown, unknown>;
}

interface Loaded {
  readonly name: string;
  readonly exports: object;
  readonly local: boolean;
}

function localModules(): Loaded[] {
  return Object.values(require.cache).flatMap(module => {
    const exports: unknown = module?.loaded === true ? module.exports : null;
    if (module === undefined || !isObject(exports) || !isLocal(module.filename)) return [];
    return [{ name: path.basename(module.filename), exports, local: true }];
  });
}

/** Without state that cells could reach, and loaded in most tasks. */
const own = new Set(['headwater', 'tslab', 'apache-arrow']);

function packages(loaded: ReadonlyMap<string, unknown>): Loaded[] {
  return [...loaded].flatMap(([name, exports]) =>
    isObject(exports) && !isBuiltin(name) && !/^[./]/.test(name) && !own.has(name) ? [{ name, exports, local: false }] : []
  );
}

const programFolder = path.dirname(process.argv[1] ?? __filename);

function isLocal(file: string): boolean {
  return !/[\\/]node_modules[\\/]/.test(file) && !file.startsWith(path.resolve(programFolder, '..', '..'));
}

function lookInto(root: object, limit: { readonly objects: number; readonly depth: number }): Held[] {
  const found: Held[] = [];
  const seen = new Set<object>([root]);
  let level: { readonly path: string; readonly object: object }[] = [{ path: '', object: root }];
  for (let depth = 0; depth < limit.depth && level.length > 0; depth++) {
    const next: typeof level = [];
    for (const { path: at, object } of level) {
      if (found.length >= limit.objects) return found;
      const entries = entriesOf(object);
      found.push({ path: at, object, entries });
      for (const [key, value] of entries) {
        if (!isObject(value) || seen.has(value) || !isOwnState(value)) continue;
        seen.add(value);
        next.push({ path: joined(at, key), object: value });
      }
    }
    level = next;
  }
  return found;
}

/** What can be looked at without running anything: data properties, elements, entries of a Map, members of a Set. Compiled exports are getters. */
function entriesOf(object: object): Map<unknown, unknown> {
  if (types.isMap(object)) return new Map(object);
  if (types.isSet(object)) return new Map([...object].map(each => [each, true]));
  if (types.isDate(object)) return new Map([['time', object.getTime()]]);
  const entries = new Map<unknown, unknown>();
  const isModule = types.isModuleNamespaceObject(object) || '__esModule' in object;
  for (const key of Reflect.ownKeys(object)) {
    const property = Object.getOwnPropertyDescriptor(object, key);
    if (property === undefined || (typeof object === 'function' && ['caller', 'arguments'].includes(String(key)))) continue;
    if ('value' in property) entries.set(key, property.value);
    else entries.set(key, isModule && property.get ? valueOf(object, key) : property.get);
  }
  return entries;
}

function valueOf(object: object, key: string | symbol): unknown {
  try {
    return Reflect.get(object, key) as unknown;
  } catch {
    return undefined;
  }
}

/** Buffers and proxies are not gone into; big arrays take their share of the limit. */
function isOwnState(value: object): boolean {
  return !types.isProxy(value) && !ArrayBuffer.isView(value) && !types.isAnyArrayBuffer(value) && !types.isPromise(value);
}

function changesIn(held: readonly Held[]): string[] {
  return held.flatMap(({ path: at, object, entries }) => {
    const now = entriesOf(object);
    const other = [...now].filter(([key, value]) => !entries.has(key) || !Object.is(entries.get(key), value)).map(([key]) => key);
    const lost = [...entries.keys()].filter(key => !now.has(key));
    return [...other, ...lost].map(key => joined(at, key));
  });
}

function joined(at: string, key: unknown): string {
  const name = typeof key === 'string' ? key : typeof key === 'symbol' ? `[${String(key)}]` : '[…]';
  return at === '' ? name : `${at}.${name}`;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
