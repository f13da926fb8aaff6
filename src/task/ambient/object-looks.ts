import { types } from 'node:util';
import type { Inside, LookInside } from './closures';
import { changesBetween, entriesOf, entriesOfMap, type Entries, type EntryChange } from './entries';

/** An object with what it held at one moment, or something behind it: the scope of a function, private fields. */
export interface Look {
  readonly path: string;
  readonly object: object;
  /** Which of what is behind the object; null for its properties. */
  readonly inside: number | null;
  readonly entries: Entries;
}

/** How far to go from an object. */
export interface Reach {
  readonly objects: number;
  readonly depth: number;
  /** Whether to go into a value. */
  accepts(value: object): boolean;
  /** Null: only properties count. */
  readonly lookInside: LookInside | null;
}

/** Looks at objects and at what can be reached from them, by breadth. `complete` is false when there was more. */
export function lookFrom(roots: readonly object[], reach: Reach): { readonly looks: readonly Look[]; readonly complete: boolean } {
  const looks: Look[] = [];
  const seen = new Set<object>(roots);
  const scopes = new Set<string>();
  let level = roots.map(object => ({ path: '', object }));
  for (let depth = 0; depth < reach.depth && level.length > 0; depth++) {
    if (looks.length + level.length > reach.objects) return { looks, complete: false };
    const own = level.map(({ path, object }) => ({ path, object, inside: null, entries: entriesOf(object) }));
    const behind = looksBehind(level, reach.lookInside).filter(each => isNew(each, scopes));
    const found: Look[] = [...own, ...behind.map(({ look }) => look)];
    for (const each of found) looks.push(each);
    level = found.flatMap(({ path, entries }) => nextLevel(path, entries, seen, reach));
  }
  return { looks, complete: true };
}

/** A difference, with the path to it. */
export interface LookChange extends EntryChange {
  readonly path: string;
}

/** What differs now. What stands in scopes is found anew. */
export function changesIn(looks: readonly Look[], lookInside: LookInside | null): LookChange[] {
  const behind = [...new Set(looks.flatMap(({ object, inside }) => (inside === null ? [] : [object])))];
  const insides = lookInside && behind.length > 0 ? lookInside(behind) : [];
  const found = new Map(behind.map((object, index) => [object, insides[index] ?? []]));
  return looks.flatMap(({ path, object, inside, entries }) => {
    const now = inside === null ? entriesOf(object) : entriesOfMap(found.get(object)?.[inside]?.held ?? new Map());
    const changes = changesBetween(entries, now).filter(change => !isCollected(object, change, now) && !isOwnCopy(object, change));
    return changes.map(change => ({ ...change, path: joined(path, change.key) }));
  });
}

/** True for what keeps something behind its properties: functions, generators, proxies, weak collections, instances with private fields. */
function keepsInside(object: object): boolean {
  if (typeof object === 'function' || types.isProxy(object)) return true;
  const prototype = prototypeOf(object);
  if (prototype === Object.prototype || prototype === Array.prototype || prototype === null) return false;
  if (types.isGeneratorObject(object) || isWeak(object)) return true;
  if (types.isMapIterator(object) || types.isSetIterator(object)) return true;
  return hasPrivateFields(object);
}

function isWeak(object: object): boolean {
  return types.isWeakMap(object) || types.isWeakSet(object);
}

/** An entry of a weak collection that is gone: nobody could ask for it. */
function isCollected(object: object, { key }: EntryChange, now: Entries): boolean {
  return isWeak(object) && !now.keys.includes(key);
}

/** A property that takes the place of an inherited getter the first time it is read. */
function isOwnCopy(object: object, { key, before }: EntryChange): boolean {
  if (before !== undefined || typeof key !== 'string' || types.isProxy(object)) return false;
  for (let at = prototypeOf(object); at !== null; at = prototypeOf(at)) {
    const property = Object.getOwnPropertyDescriptor(at, key);
    if (property !== undefined) return property.get !== undefined;
  }
  return false;
}

function hasPrivateFields(object: object): boolean {
  for (let at = prototypeOf(object); at !== null && at !== Object.prototype; at = prototypeOf(at)) {
    const maker: unknown = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof maker === 'function' && saysPrivate(maker)) return true;
  }
  return false;
}

const makers = new WeakMap<object, boolean>();

function saysPrivate(maker: object): boolean {
  const known = makers.get(maker);
  if (known !== undefined) return known;
  const says = /#[\p{ID_Start}_$]/u.test(Function.prototype.toString.call(maker));
  makers.set(maker, says);
  return says;
}

function prototypeOf(object: object): object | null {
  return Object.getPrototypeOf(object) as object | null;
}

interface LookBehind {
  readonly look: Look;
  readonly script: string | null;
}

function looksBehind(level: readonly { readonly path: string; readonly object: object }[], lookInside: LookInside | null): LookBehind[] {
  const keepers = lookInside === null ? [] : level.filter(({ object }) => keepsInside(object));
  if (lookInside === null || keepers.length === 0) return [];
  const insides: (readonly Inside[])[] = lookInside(keepers.map(each => each.object));
  return keepers.flatMap(({ path, object }, at) =>
    (insides[at] ?? []).map(({ held, script }, inside) => ({
      look: { path: script === null ? path : '', object, inside, entries: entriesOfMap(held) },
      script
    }))
  );
}

/** Functions of a big file share its scope: that is looked at once. Small ones may be alike and yet not the same. */
function isNew({ look, script }: LookBehind, scopes: Set<string>): boolean {
  const { keys } = look.entries;
  if (script === null || keys.length < 40) return true;
  const name = `${script} ${keys.join()}`;
  return !scopes.has(name) && scopes.add(name) !== null;
}

function nextLevel(path: string, { keys, values }: Entries, seen: Set<object>, reach: Reach): { path: string; object: object }[] {
  const next: { path: string; object: object }[] = [];
  const visit = (key: unknown, value: unknown): void => {
    if (!isObject(value) || seen.has(value) || types.isPromise(value) || !reach.accepts(value)) return;
    seen.add(value);
    next.push({ path: joined(path, key), object: value });
  };
  for (const [index, key] of keys.entries()) {
    if (isObject(key)) visit('[key]', key);
    visit(key, values[index]);
  }
  return next;
}

function joined(path: string, key: unknown): string {
  const name = typeof key === 'string' || typeof key === 'number' ? String(key) : typeof key === 'symbol' ? `[${String(key)}]` : '[…]';
  const shown = name.startsWith('[[') ? '' : name;
  return path === '' || shown === '' ? path || shown || name : `${path}.${shown}`;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
