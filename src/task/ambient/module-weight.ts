import { sourceOf } from '../code/module-sources';
import type { ModuleChange } from './module-state';

/**
 * What a change of a module means: `state`, later code would compute something else without it; `cache`, it is most likely only what the
 * module remembers; `maybe`, state only if the code asked for it, as by `plugins.register(…)`; `nothing`.
 */
export type Weight = 'state' | 'cache' | 'maybe' | 'nothing';

/** Judges a change by its names and its values. */
export function weightOf(change: ModuleChange): Weight {
  const { path, local, hidden, before, now, file } = change;
  const isCache = cacheNames.test(path);
  if (local) return isCache || (isUnset(before) && isFilledOnDemand(path, file)) ? 'cache' : 'state';
  if (!hidden) return isCache || counterNames.test(path) ? 'cache' : 'state';
  if (isCache) return 'nothing';
  return isNumberOrText(before) && isNumberOrText(now) ? 'cache' : 'maybe';
}

const cacheNames = /cache|memo(?!ry)/i;

/** Packages count, and keep things to themselves, under such names. */
const counterNames = /(^|\.)(_|\[)|count|uid|next|last|warned|index|stats|(^|\.)id$/i;

function isUnset(value: unknown): boolean {
  return value === undefined || value === null;
}

function isNumberOrText(value: unknown): boolean {
  return ['number', 'bigint', 'string'].includes(typeof value);
}

/** `db ??= open()`, `if (!db) db = open()` and the like: whoever comes first fills it. */
function isFilledOnDemand(path: string, file: string | null): boolean {
  if (file === null || !/^[\p{ID_Continue}$]+$/u.test(path)) return false;
  const name = path.replace(/\$/g, '\\$');
  const text = sourceOf(file);
  const guarded = new RegExp(
    `\\b${name}\\s*(\\?\\?=|\\|\\|=)|(!\\s*|[^.\\w])${name}\\s*(\\)|={2,3}\\s*(null|undefined|void 0)|\\?\\?|\\|\\|)`
  );
  return guarded.test(text);
}
