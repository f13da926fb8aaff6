import type { Cell } from '../../../src/notebook/cell';
import type { CellChange } from '../../../src/notebook/fix';
import { schemaErrors } from '../../../src/notebook/schema-errors';

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * What gives the cells of a step these settings together. Each setting stays in the first cell that has it; a new one goes to the step's
 * first cell with settings, else to its first cell. What is as before is left alone. `before` is what the cells give together now.
 */
export function settingChanges(own: readonly Cell[], before: Fields, wanted: Fields): CellChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(wanted)])].filter(key => !isSame(before[key], wanted[key]));
  if (keys.length === 0) return [];
  const keeper = own.find(cell => isFields(cell.settings)) ?? own[0];
  return own.flatMap(cell => {
    const old = isFields(cell.settings) ? cell.settings : {};
    const kept = Object.entries(old).filter(([key]) => !keys.includes(key));
    const given = keys.filter(key => wanted[key] !== undefined && (ownerOf(own, key) ?? keeper) === cell);
    const settings = inOrder({ ...Object.fromEntries(kept), ...Object.fromEntries(given.map(key => [key, wanted[key]])) }, old);
    return isSame(settings, old) ? [] : [{ kind: 'settings', cell: cell.id, settings }];
  });
}

/** What a form gives without what nobody filled in; a value that its schema refuses stays as it was before. */
export function formSettings(schema: { readonly [other: string]: unknown }, before: Fields, data: Fields): Fields {
  const filled = Object.entries(data).flatMap(([key, value]) => {
    const kept = filledIn(value);
    if (kept === undefined) return [];
    if (schemaErrors(schema, { [key]: kept }).length === 0) return [[key, kept] as const];
    return key in before ? [[key, before[key]] as const] : [];
  });
  return Object.fromEntries(filled);
}

/** Undefined for what is empty, all the way down. */
function filledIn(value: unknown): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (!isFields(value)) return value;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const kept = filledIn(inner);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function ownerOf(own: readonly Cell[], key: string): Cell | undefined {
  return own.find(cell => isFields(cell.settings) && key in cell.settings);
}

function inOrder(settings: Fields, old: Fields): Fields {
  const keys = [...Object.keys(old).filter(key => key in settings), ...Object.keys(settings).filter(key => !(key in old))];
  return Object.fromEntries(keys.map(key => [key, settings[key]]));
}

function isSame(a: unknown, b: unknown): boolean {
  if (!isFields(a) || !isFields(b)) return a === b || JSON.stringify(a) === JSON.stringify(b);
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.every(key => isSame(a[key], b[key]));
}

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
