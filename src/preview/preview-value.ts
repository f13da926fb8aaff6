import { inspect, stripVTControlCharacters, types } from 'node:util';
import { isRecordBatch, isTable, isVector } from '../artifact/arrow/recognise';
import { ownLibrary } from '../artifact/arrow/library';
import { adoptAsTable } from '../artifact/arrow/adopt';
import type { CardComponent, TableComponent } from '../card/component';
import { cutText } from './plain-cell';
import { recordRows } from './record-rows';
import type { Room } from './room';
import { tableRows, type ShownRows } from './table-rows';

/** What a value shows of itself in a few lines: a table's first rows, or a text. */
export type Preview = Extract<CardComponent, { readonly type: 'table' | 'text' }>;

/** What a preview may take: a page of a card shows many. */
const room: Room = { rows: 5, columns: 16, bytes: 4000, cell: 80 };

/** Characters of a text, and entries of a list, a map or an object. */
const longest = 1200;
const mostEntries = 24;

/**
 * A preview of a decoded value: tables and lists of records by their first rows, everything else as a console shows it. No code of the
 * value's own classes is run: they are not known where values are decoded for it.
 */
export function previewOf(value: unknown): Preview {
  return tablePreview(value) ?? { type: 'text', text: cutText(textOf(value), longest) };
}

function tablePreview(value: unknown): TableComponent | null {
  if (typeof value !== 'object' || value === null) return null;
  if (isTable(value)) return asTable(tableRows(value, room));
  if (isRecordBatch(value) || isVector(value)) return asTable(tableRows(adoptAsTable(value, ownLibrary()), room));
  const records = recordRows(value, room);
  return records === null ? null : asTable(records);
}

function asTable({ columns, rows, total, left }: ShownRows): TableComponent {
  const more = left.length === 0 ? {} : { note: `${left.length.toLocaleString('en')} more columns: ${cutText(left.join(', '), 300)}` };
  return { type: 'table', columns, rows, total, ...more };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const numbers = numbersOf(value);
  if (numbers !== null) return numbers;
  const options = {
    depth: 2,
    maxArrayLength: mostEntries,
    maxStringLength: 200,
    breakLength: 100,
    compact: 3,
    getters: false,
    showProxy: true
  } as const;
  return withoutOwnFrames(stripVTControlCharacters(inspect(shortened(value, 2), options)));
}

/** A list of nothing but numbers, each to six digits that count; null for anything else. */
function numbersOf(value: unknown): string | null {
  if (types.isProxy(value) || !(Array.isArray(value) || types.isTypedArray(value)) || Buffer.isBuffer(value)) return null;
  const first: unknown[] = Array.from({ length: Math.min(mostEntries, value.length) }, (_, at) => value[at] as unknown);
  if (first.length === 0 || !first.every(each => typeof each === 'number' || typeof each === 'bigint')) return null;
  const shown = first.map(each => String(typeof each === 'number' ? Number(each.toPrecision(6)) : each));
  const more = value.length - first.length;
  return `[${[...shown, ...(more > 0 ? [`… ${more.toLocaleString('en')} more`] : [])].join(', ')}]`;
}

/** An error's stack goes on through the programs that ran the cell. */
function withoutOwnFrames(text: string): string {
  return text.replace(/\n +at [^\n]*[\\/]dist[\\/]src[\\/](task|kernel)[\\/][^\n]*/g, '');
}

/** `inspect` has a limit for lists and maps, but none for an object's properties, at any depth. */
function shortened(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || types.isProxy(value) || depth < 0) return value;
  if (Array.isArray(value)) return shortenedList(value, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const names = Object.keys(value);
  const properties = names.slice(0, mostEntries).map(name => [name, Reflect.getOwnPropertyDescriptor(value, name)] as const);
  if (properties.some(([, each]) => each?.get !== undefined)) return value;
  const shown = properties.map(([name, each]) => [name, shortened(each?.value, depth - 1)] as const);
  const left = names.length - mostEntries;
  return Object.fromEntries(left <= 0 ? shown : [...shown, ['…', `${left.toLocaleString('en')} more`]]);
}

/** The places that are not shown stay empty, so that their number is right. */
function shortenedList(list: readonly unknown[], depth: number): unknown[] {
  const shown = list.slice(0, mostEntries).map(each => shortened(each, depth - 1));
  shown.length = list.length;
  return shown;
}
