import { sourceOf } from '../code/module-sources';
import type { ModuleChange } from './module-state';

/**
 * What a change of a module means: `state`, later code would compute something else without it; `exported`, the same of a package, if
 * the code asked for it, as by `plugins.register(…)`, else most likely not; `cache`, it is most likely only what the module remembers;
 * `hidden`, nothing unless the code asked for it; `nothing`.
 */
export type Weight = 'state' | 'exported' | 'cache' | 'hidden' | 'nothing';

/** Judges a change by its names and its values. */
export function weightOf(change: ModuleChange): Weight {
  const { path, local, hidden, before, now, file } = change;
  const isCache = cacheNames.test(path);
  if (local) return isCache || (isUnset(before) && isFilledOnDemand(path, file)) ? 'cache' : 'state';
  if (!hidden) return isCache || counterNames.test(path) ? 'cache' : 'exported';
  if (isCache) return 'nothing';
  const isCounted = isNumberOrText(before) && isNumberOrText(now) && /^[^.]*(\.\[bytes\])?$/.test(path);
  return isCounted ? 'cache' : 'hidden';
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
