import type { CellValue, TableColumn } from '../card/component';
import { Digits, Fields, type PlainValue } from '../table-file/plain-value';

/** A value of a table's cell, cut to so many characters. */
export function cellOf(value: PlainValue, longest: number): CellValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Digits) return numberIfExact(value.text);
  return cutText(typeof value === 'string' ? value : nestedText(value), longest);
}

/** A table's column; what holds only numbers stands on the right. */
export function columnOf(name: string, values: readonly CellValue[], kind: string | null): TableColumn {
  const known = values.filter(each => each !== null);
  const isNumeric = known.length > 0 && known.every(each => typeof each === 'number' || (typeof each === 'string' && digits.test(each)));
  return { name, align: isNumeric || isNumberType(kind) ? 'right' : 'left', kind };
}

/** A text with at most so many characters; a cut one says so by an ellipsis. */
export function cutText(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const digits = /^(-?\d+(\.\d+)?|NaN|-?Infinity)$/;

function isNumberType(kind: string | null): boolean {
  return kind !== null && /^(Ui|I)nt\d|^Float|^Decimal/.test(kind);
}

/** Integers that a number holds exactly are numbers; others keep their digits. */
function numberIfExact(text: string): CellValue {
  const value = Number(text);
  return String(value) === text && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : text;
}

function nestedText(value: PlainValue): string {
  if (value instanceof Digits) return value.text;
  if (value instanceof Fields) return `{${value.entries.map(([name, each]) => `${name}: ${nestedText(each)}`).join(', ')}}`;
  if (Array.isArray(value)) return `[${(value as readonly PlainValue[]).map(nestedText).join(', ')}]`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
