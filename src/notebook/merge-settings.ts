import type { Diagnostic } from '../diagnostic';
import type { Cell } from './cell';
import type { StepSettings } from './step-settings';

type Fields = Record<string, unknown>;

/**
 * One step's settings: those of its cells together, inner objects key by key. Give it only cells whose settings passed their check.
 * Two cells that give one key different values are an HW133 error; the first cell's value is kept.
 */
export function mergeSettings(step: string, cells: readonly Cell[]): { settings: StepSettings; diagnostics: Diagnostic[] } {
  const settings: Fields = {};
  const diagnostics: Diagnostic[] = [];
  for (const cell of cells)
    if (isFields(cell.settings))
      merge(settings, cell.settings, [], (path, kept, given) => diagnostics.push(conflict(step, cell, path, kept, given)));
  return { settings: Object.freeze(settings), diagnostics };
}

type OnConflict = (path: readonly string[], kept: unknown, given: unknown) => void;

function merge(into: Fields, from: Fields, path: readonly string[], onConflict: OnConflict): void {
  for (const [key, given] of Object.entries(from)) {
    const kept = Object.hasOwn(into, key) ? into[key] : undefined;
    const here = [...path, key];
    if (isFields(given) && (kept === undefined || isFields(kept))) {
      const inner = kept === undefined ? {} : kept;
      define(into, key, inner);
      merge(inner, given, here, onConflict);
    } else if (kept === undefined) define(into, key, given);
    else if (kept !== given) onConflict(here, kept, given);
  }
}

/** Defines instead of assigning, so that an environment variable called `__proto__` is an ordinary key. */
function define(into: Fields, key: string, value: unknown): void {
  Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true });
}

function conflict(step: string, cell: Cell, path: readonly string[], kept: unknown, given: unknown): Diagnostic {
  const key = path.join('.');
  return {
    code: 'HW133',
    severity: 'error',
    cell: cell.id,
    range: null,
    message: `Cell ${cell.index + 1} sets '${key}' of step '${step}' to ${JSON.stringify(given)}; an earlier cell of the step sets it to ${JSON.stringify(kept)}.`,
    hint: `Keep '${key}' in one cell of the step only.`,
    about: key
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
