import { isTable } from '../../src/artifact/arrow/recognise';
import type { CellValue, TableColumn } from '../../src/card/component';
import { isComponentLike } from './component-like';

/** What a table shows of some data. */
export interface ShownTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly CellValue[])[];
  readonly total: number;
}

/**
 * The first rows of an Arrow table, a data frame (danfo.js, arquero, nodejs-polars), a list of records or of rows, or columns by name.
 * @throws TypeError for anything else
 */
export function shownTable(data: unknown, headers: readonly string[] | null, most: number): ShownTable {
  if (typeof data === 'object' && data !== null && isTable(data)) return arrowTable(data, most);
  const found = rowsOf(data, most);
  if (found === null) throw new TypeError('it is no table: give an Arrow table, a data frame, a list of records, or columns by name');
  return fromRows(found.rows, headers ?? found.names, found.total, most);
}

function arrowTable(table: ArrowLike, most: number): ShownTable {
  const count = Math.min(table.numRows, most);
  const columns = table.schema.fields.map((field, at) => {
    const vector = table.getChildAt(at);
    const values = Array.from({ length: count }, (_, row): CellValue => cellValue(vector?.get(row)));
    return { column: columnOf(field.name, values, String(field.type)), values };
  });
  const rows = Array.from({ length: count }, (_, row) => columns.map(({ values }) => values[row] ?? null));
  return { columns: columns.map(each => each.column), rows, total: table.numRows };
}

interface ArrowLike {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string; readonly type: unknown }[] };
  getChildAt(index: number): { get(row: number): unknown } | null;
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

function fromRows(rows: readonly unknown[], given: readonly string[] | null, total: number, most: number): ShownTable {
  const shown = rows.slice(0, most);
  const records = shown.every(each => typeof each === 'object' && each !== null && !Array.isArray(each) && !isComponentLike(each));
  const keys = records ? (given ?? [...new Set(shown.flatMap(each => Object.keys(each as object)))]) : null;
  const cells = shown.map(row => {
    if (keys !== null) return keys.map(key => cellValue(Reflect.get(row as object, key)));
    return Array.isArray(row) ? row.map(cellValue) : [cellValue(row)];
  });
  const width = Math.max(0, ...cells.map(each => each.length), given?.length ?? 0);
  const names = keys ?? Array.from({ length: width }, (_, at) => given?.[at] ?? (given === null ? String(at) : ''));
  const columns = names.map((name, at) =>
    columnOf(
      name,
      cells.map(row => row[at] ?? null),
      null
    )
  );
  return { columns, rows: cells, total };
}

function columnOf(name: string, values: readonly CellValue[], kind: string | null): TableColumn {
  const known = values.filter(each => each !== null);
  const isNumeric = known.length > 0 && known.every(each => typeof each === 'number' || each === 'NaN');
  return { name, align: isNumeric ? 'right' : 'left', kind };
}

/** Characters of one value that are shown. */
const longest = 500;

function cellValue(value: unknown): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (isComponentLike(value)) return value;
  const text =
    typeof value === 'object'
      ? JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each))
      : String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
