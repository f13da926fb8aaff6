import { UnfitValue } from '../../src/card/unfit-value';
import { isTable } from '../../src/artifact/arrow/recognise';
import type { CellValue, TableColumn } from '../../src/card/component';
import { columnOf, cutText } from '../../src/preview/plain-cell';
import type { Room } from '../../src/preview/room';
import { tableRows, type ShownRows } from '../../src/preview/table-rows';
import { isComponentLike } from './component-like';

/** What a table shows of some data. */
export interface ShownTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly CellValue[])[];
  readonly total: number;
  /** What there was no room for, other than rows. */
  readonly note?: string;
}

/**
 * The first rows of an Arrow table, a data frame (danfo.js, arquero, nodejs-polars), a list of records or of rows, or columns by name: as many
 * as there is room for.
 * @throws UnfitValue for anything else
 */
export function shownTable(data: unknown, headers: readonly string[] | null, room: Room): ShownTable {
  if (typeof data === 'object' && data !== null && isTable(data)) return withNote(tableRows(data, room));
  const found = rowsOf(data, room.rows);
  if (found === null) throw new UnfitValue('it is no table: give an Arrow table, a data frame, a list of records, or columns by name');
  return fromRows(found.rows, headers ?? found.names, found.total, room);
}

function withNote({ columns, rows, total, left }: ShownRows): ShownTable {
  return { columns, rows, total, ...(left.length === 0 ? {} : { note: leftNote(left) }) };
}

function leftNote(left: readonly string[]): string {
  return `${left.length.toLocaleString('en')} more columns: ${left.join(', ').slice(0, 300)}`;
}

interface FoundRows {
  readonly names: readonly string[] | null;
  readonly rows: readonly unknown[];
  readonly total: number;
}

function rowsOf(data: unknown, most: number): FoundRows | null {
  if (Array.isArray(data)) return { names: null, rows: data.slice(0, most) as unknown[], total: data.length };
  if (typeof data !== 'object' || data === null) return null;
  const records = recordsOf(data, most);
  if (records !== null) return records;
  if (data instanceof Map) return { names: ['key', 'value'], rows: [...data].slice(0, most), total: data.size };
  if (Symbol.iterator in data) return rowsOf([...(data as Iterable<unknown>)], most);
  return columnsOf(data, most);
}

/** Data frames of the common libraries, by what they have. */
function recordsOf(data: object, most: number): FoundRows | null {
  const values: unknown = Reflect.get(data, 'values');
  const names: unknown = Reflect.get(data, 'columns');
  if (Array.isArray(values) && isNames(names)) return { names, rows: values.slice(0, most) as unknown[], total: values.length };
  for (const method of ['toRecords', 'objects', 'toArray']) {
    const give: unknown = Reflect.get(data, method);
    if (typeof give !== 'function') continue;
    const rows: unknown = Reflect.apply(give, data, []);
    if (Array.isArray(rows)) return rowsOf(rows, most);
  }
  return null;
}

function isNames(names: unknown): names is string[] {
  return Array.isArray(names) && names.every(each => typeof each === 'string');
}

/** `{ name: values, … }`. */
function columnsOf(data: object, most: number): FoundRows | null {
  const entries = Object.entries(data);
  if (entries.length === 0 || !entries.every(([, each]) => Array.isArray(each) || ArrayBuffer.isView(each))) return null;
  const columns = entries.map(([name, values]) => [name, values as ArrayLike<unknown>] as const);
  const total = Math.max(...columns.map(([, values]) => values.length));
  const rows = Array.from({ length: Math.min(total, most) }, (_, row) => columns.map(([, values]) => values[row]));
  return { names: columns.map(([name]) => name), rows, total };
}

function fromRows(found: readonly unknown[], given: readonly string[] | null, total: number, room: Room): ShownTable {
  const shown = found.slice(0, room.rows);
  const records = shown.every(each => typeof each === 'object' && each !== null && !Array.isArray(each) && !isComponentLike(each));
  const all = records ? (given ?? [...new Set(shown.flatMap(each => Object.keys(each as object)))]) : null;
  const keys = all?.slice(0, room.columns) ?? null;
  const rows: CellValue[][] = [];
  let bytes = 0;
  for (const row of shown) {
    const cells = cellsOf(row, keys, room);
    bytes += JSON.stringify(cells).length + 1;
    if (bytes > room.bytes && rows.length > 0) break;
    rows.push(cells);
  }
  const width = Math.max(0, ...rows.map(each => each.length), Math.min(room.columns, given?.length ?? 0));
  const names = keys ?? Array.from({ length: width }, (_, at) => given?.[at] ?? (given === null ? String(at) : ''));
  const columns = names.map((name, at) => columnOf(name, columnAt(rows, at), null));
  return withNote({ columns, rows, total, left: all?.slice(room.columns) ?? [] });
}

function cellsOf(row: unknown, keys: readonly string[] | null, { columns, cell }: Room): CellValue[] {
  if (keys !== null) return keys.map(key => cellValue(Reflect.get(row as object, key), cell));
  return Array.isArray(row) ? row.slice(0, columns).map(each => cellValue(each, cell)) : [cellValue(row, cell)];
}

function columnAt(rows: readonly (readonly CellValue[])[], at: number): CellValue[] {
  return rows.map(row => row[at] ?? null);
}

function cellValue(value: unknown, longest: number): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (isComponentLike(value)) return value;
  return cutText(typeof value === 'object' ? objectText(value) : String(value), longest);
}

function objectText(value: object): string {
  const text: string | undefined = JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
  return text ?? Object.prototype.toString.call(value);
}
