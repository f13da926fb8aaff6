import { inspect } from 'node:util';
import type { Table } from 'apache-arrow';
import { isTable } from '../artifact/arrow/recognise';
import { plain } from './run-rows';
import type { Terminal } from './terminal';
import { textTable } from './text-table';

/** How to show something. */
export interface ShowOptions {
  readonly json: boolean;
  /** Rows of a table. */
  readonly rows: number;
  readonly terminal: Terminal;
}

/** A value for people: a table as its first rows, anything else as Node prints it. Ends without a line feed. */
export function showValue(value: unknown, options: ShowOptions): string {
  if (typeof value === 'object' && value !== null && isTable(value)) return showTable(value, options);
  return inspect(value, {
    depth: 6,
    maxArrayLength: 100,
    maxStringLength: 10_000,
    colors: options.terminal.color,
    breakLength: options.terminal.width
  });
}

function showTable(table: Table, { rows, terminal }: ShowOptions): string {
  const { fields } = table.schema;
  const shown = Math.min(rows, table.numRows);
  const columns = fields.map(field => ({
    title: `${field.name} ${String(field.type)}`,
    align: isNumeric(String(field.type)) ? ('right' as const) : ('left' as const)
  }));
  const cells = Array.from({ length: shown }, (_, row) => fields.map((_field, at) => cellText(table.getChildAt(at)?.get(row))));
  const size = `${table.numRows.toLocaleString('en')} rows × ${fields.length} columns${shown < table.numRows ? `, the first ${shown}:` : ''}`;
  return `${size}\n\n${textTable(columns, cells, terminal)}`;
}

function isNumeric(type: string): boolean {
  return /^(u?int|float|decimal)/i.test(type);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'object' ? inspect(value, { depth: 1, breakLength: Infinity }) : String(value);
  return plain(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
