import { inspect, types } from 'node:util';
import type { CellValue } from '../card/component';
import { columnOf, cutText } from './plain-cell';
import type { Room } from './room';
import type { ShownRows } from './table-rows';

/** A list of plain records as a table: all that are looked at must be records, with much the same names. Null for anything else. */
export function recordRows(value: unknown, room: Room): ShownRows | null {
  if (!Array.isArray(value) || value.length < 2) return null;
  const first = (value as readonly unknown[]).slice(0, Math.max(room.rows, 20));
  if (!first.every(isRecord)) return null;
  const names = [...new Set(first.flatMap(each => Object.keys(each)))];
  const kept = first.reduce((all, each) => all + Object.keys(each).length, 0);
  if (names.length === 0 || kept < 0.6 * names.length * first.length) return null;
  const shown = names.slice(0, room.columns);
  const records = first.slice(0, room.rows);
  const kinds = shown.map(name => kindOf(records.map(each => valueAt(each, name))));
  const rows = records.map(each => shown.map(name => cellOf(valueAt(each, name), room.cell)));
  const columns = shown.map((name, at) =>
    columnOf(
      name,
      rows.map(row => row[at] ?? null),
      kinds[at] ?? null
    )
  );
  return { columns, rows, total: value.length, left: names.slice(room.columns) };
}

/** What is computed when it is asked for is not asked for. */
function valueAt(record: object, name: string): unknown {
  const property = Reflect.getOwnPropertyDescriptor(record, name);
  return property?.get === undefined ? (property?.value as unknown) : '(computed when it is read)';
}

function isRecord(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What the values of a column are; null when they are of several kinds. */
function kindOf(values: readonly unknown[]): string | null {
  const kinds = new Set(values.filter(each => each !== null && each !== undefined).map(nameOfKind));
  const [kind] = kinds;
  return kinds.size === 1 && kind !== undefined ? kind : null;
}

function nameOfKind(value: unknown): string {
  if (types.isDate(value)) return 'Date';
  return Array.isArray(value) ? 'Array' : typeof value;
}

function cellOf(value: unknown, longest: number): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean') return value;
  if (types.isDate(value)) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  return cutText(typeof value === 'object' ? objectText(value) : String(value), longest);
}

function objectText(value: object): string {
  return inspect(value, { depth: 1, maxArrayLength: 10, maxStringLength: 40, breakLength: Infinity, getters: false, showProxy: true });
}
