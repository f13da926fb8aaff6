import type { Table } from 'apache-arrow';
import type { Finding } from '../../src/comparison/run-facts';
import { seriesOf, spreadOf } from './find-numbers';

type NumberColumns = ReadonlyMap<string, readonly number[]>;

const mostRows = 20_000;
const mostColumns = 40;

/** The columns of numbers of a small Arrow table; null when it is too large or has none. */
export function columnsOfTable(table: Table): NumberColumns | null {
  if (table.numRows === 0 || table.numRows > mostRows || table.schema.fields.length > mostColumns) return null;
  const columns = new Map<string, readonly number[]>();
  for (const { name } of table.schema.fields) {
    const values = numbersOf(table.getChild(name) ?? []);
    if (values !== null) columns.set(name, values);
  }
  return columns.size === 0 ? null : columns;
}

/** The same of a list of plain objects that have numbers under the same names. */
export function columnsOfRows(rows: readonly unknown[]): NumberColumns | null {
  const [first] = rows;
  if (rows.length > mostRows || !rows.every(isRecord) || !isRecord(first)) return null;
  const names = Object.keys(first).slice(0, mostColumns);
  const columns = new Map<string, readonly number[]>();
  for (const name of names) {
    const values = numbersOf((rows as readonly Record<string, unknown>[]).map(row => row[name]));
    if (values !== null) columns.set(name, values);
  }
  return columns.size === 0 ? null : columns;
}

/** Series over the column that counts epochs or steps; without one, what the columns are spread over. A table of one row is that row. */
export function findInColumns(name: string, columns: NumberColumns): readonly (readonly [string, Finding])[] {
  const time = [...columns].find(([column, values]) => isTime.test(column) && values.length > 1 && values.every(increases));
  return [...columns].flatMap(([column, values]): (readonly [string, Finding])[] => {
    if (column === time?.[0]) return [];
    const [only = Number.NaN] = values;
    const finding: Finding | null =
      values.length === 1 ? { kind: 'number', value: only } : time === undefined ? spreadOf(values) : seriesOf(values, time[1]);
    return finding === null ? [] : [[`${name}.${column}`, finding]];
  });
}

const isTime = /^(epochs?|steps?|iter(ation)?s?|batch(es)?|rounds?|trees?|x|t)$/i;

function increases(value: number, at: number, values: readonly number[]): boolean {
  return at === 0 || value > (values[at - 1] ?? Infinity);
}

/** Null when anything but numbers and nothing is among them. */
function numbersOf(values: Iterable<unknown>): number[] | null {
  const found: number[] = [];
  for (const value of values) {
    if (typeof value !== 'number' && typeof value !== 'bigint' && value !== null && value !== undefined) return null;
    found.push(value === null || value === undefined ? Number.NaN : Number(value));
  }
  return found.every(Number.isNaN) ? null : found;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
