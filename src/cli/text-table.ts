import Table from 'cli-table3';
import { styled, type Terminal } from './terminal';

/** A column of a table for people. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** A table without lines: cells side by side, one space apart. */
export const lineless = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '
};

/** Rows in aligned columns under a quiet heading; a blank left margin, no lines. Ends with a line feed. Cells may hold colours. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[], terminal: Terminal): string {
  const table = new Table({
    chars: lineless,
    style: { head: [], border: [], 'padding-left': 1, 'padding-right': 1 },
    head: columns.map(each => styled('dim', each.title, terminal)),
    colAligns: columns.map(each => each.align ?? 'left')
  });
  table.push(...rows.map(row => row.map(oneLine)));
  return `${table
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')}\n`;
}

/** Control characters of stored text must not reach the terminal, but colours that this program set may. */
function oneLine(text: string): string {
  return text.replace(/\r?\n/g, ' ').replace(/[\0-\x08\x0b-\x1a\x1c-\x1f\x7f]/g, '·');
}
