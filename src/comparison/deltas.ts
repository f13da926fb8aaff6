import type { Cell, Column } from './comparison';
import { deltaText } from './number-text';

/** A difference to the baseline: its text, and whether it is for the better; null where nothing says. */
export interface Delta {
  readonly text: string;
  readonly isBetter: boolean | null;
}

/** What a row has more or less than the baseline; null for the baseline itself, and where one of them has no number. */
export function deltaOf(column: Column, row: number, baseline: number | null): Delta | null {
  if (baseline === null || row === baseline) return null;
  const [value, base] = [column.values[row], column.values[baseline]];
  if (typeof value !== 'number' || typeof base !== 'number') return null;
  const difference = value - base;
  const isBetter = column.direction === null || difference === 0 ? null : difference < 0 === (column.direction === 'lower');
  return { text: deltaText(rounded(difference, value, base)), isBetter };
}

/** Digits that only come from the subtraction of two near numbers are left out. */
function rounded(difference: number, value: number, base: number): number {
  const size = Math.max(Math.abs(value), Math.abs(base));
  if (size === 0 || Math.abs(difference) / size < 1e-12) return 0;
  const digits = Math.max(1, Math.min(4, 12 + Math.floor(Math.log10(Math.abs(difference) / size))));
  return Number(difference.toPrecision(digits));
}

/** How long a value's bar is, from 0 to 1, over the column's finite values; null where there is none. Bars begin at zero unless all are far from it. */
export function barLength(column: Column, row: number, range: Range | null): number | null {
  const value = column.values[row];
  if (typeof value !== 'number' || range === null) return null;
  const span = range.most - range.least;
  return span === 0 ? 1 : Math.min(1, Math.max(0, (value - range.least) / span));
}

/** The ends of a column's bars. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** Null for a column without numbers. The lower end is zero where that still lets the eye see what differs. */
export function rangeOf(values: readonly Cell[]): Range | null {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (typeof value !== 'number') continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) return null;
  const isNear = least >= 0 && least < 0.8 * most;
  const margin = (most - least) * 0.15;
  return isNear ? { least: 0, most } : { least: least - margin, most };
}
