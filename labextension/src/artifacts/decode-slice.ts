import { DataType, tableFromIPC, type Vector } from 'apache-arrow';
import type { TableSlice } from './table-pages';

/** Decodes a slice of a table (an Arrow IPC stream). */
export function decodeSlice(bytes: Uint8Array): TableSlice {
  const table = tableFromIPC(bytes);
  const columns = table.schema.fields.map((_field, at) => table.getChildAt(at));
  return { text: (row, column) => textOf(columns[column] ?? null, row) };
}

/** Milliseconds since 1970 of dates and timestamps become ISO 8601; a null is an empty text. */
function textOf(column: Vector | null, row: number): string {
  const value: unknown = column?.get(row);
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number' && (DataType.isTimestamp(column?.type) || DataType.isDate(column?.type))) return isoText(value);
  const text = String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function isoText(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? String(milliseconds) : date.toISOString();
}

/** Characters of a cell that are drawn. */
const longest = 500;
