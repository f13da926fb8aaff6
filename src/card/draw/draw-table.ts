import type { CardComponent, CellValue, TableComponent } from '../component';
import { box, element, type CardElement, type CardNode } from '../node';
import { drawTabs } from './draw-tabs';
import type { Drawing } from './drawing';

/** Rows on a page, and pages that are turned side by side: longer tables have groups of pages, and very long ones bigger pages. */
const pageSize = 50;
const pagesInGroup = 10;
const mostGroups = 12;

/** A table, in pages where it is long. */
export function drawTable(table: TableComponent, drawing: Drawing): CardElement {
  const { length } = table.rows;
  const size = pageSize * Math.max(1, Math.ceil(length / (pageSize * pagesInGroup * mostGroups)));
  const group = size * pagesInGroup;
  const pages = (from: number, to: number): CardElement => partsOf(from, to, size, drawing, at => drawPage(table, at, size, drawing));
  const body = length <= group ? pages(0, length) : partsOf(0, length, group, drawing, from => pages(from, Math.min(length, from + group)));
  return box('div', 'hw-table', table.title === undefined ? null : box('h3', 'hw-title', table.title), body, notes(table));
}

/** Rows `from` to `to` in parts of so many, of which one is seen; each is called by its rows. */
function partsOf(from: number, to: number, size: number, drawing: Drawing, draw: (from: number) => CardElement): CardElement {
  const starts = Array.from({ length: Math.max(1, Math.ceil((to - from) / size)) }, (_, at) => from + at * size);
  const [only] = starts;
  if (starts.length === 1 && only !== undefined) return draw(only);
  const count = (value: number): string => value.toLocaleString('en');
  const groups = starts.map(at => ({ title: `${count(at + 1)}–${count(Math.min(to, at + size))}`, nodes: [draw(at)] }));
  return drawTabs(groups, drawing, 'Rows');
}

function drawPage({ title, columns, rows }: TableComponent, from: number, size: number, drawing: Drawing): CardElement {
  const head = columns.map(({ name, align, kind }) =>
    element(
      'th',
      { class: align === 'right' ? 'hw-number' : null, scope: 'col' },
      name,
      kind === null ? null : box('span', 'hw-kind', kind)
    )
  );
  const body = rows.slice(from, from + size).map(row =>
    element(
      'tr',
      null,
      columns.map((column, at) =>
        element('td', column.align === 'right' ? { class: 'hw-number' } : null, drawCell(row[at] ?? null, drawing))
      )
    )
  );
  return element(
    'div',
    { class: 'hw-scroll', tabindex: 0, role: 'group', 'aria-label': title ?? 'Table' },
    element(
      'table',
      isTight(rows) ? { class: 'hw-tight' } : null,
      columns.length === 0 ? null : element('thead', null, element('tr', null, head)),
      element('tbody', null, body)
    )
  );
}

/** Characters of a value that need not be broken into lines. */
const shortText = 32;

/** True when no value is long, so that none is broken into lines. */
function isTight(rows: TableComponent['rows']): boolean {
  return rows.every(row => row.every(cell => typeof cell !== 'string' || cell.length <= shortText));
}

function drawCell(value: CellValue, drawing: Drawing): CardNode {
  if (value === null) return box('span', 'hw-null', '–');
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'object' ? drawing.draw(value) : String(value);
}

/** Long fractions are cut to what tells numbers apart. */
function numberText(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e9 ? String(Number(value.toPrecision(7))) : value.toPrecision(7).replace(/\.?0+e/, 'e');
}

function notes(table: TableComponent): CardNode[] {
  return noteTexts(table).map(each => box('p', 'hw-note', each));
}

/** How much of the table is there, and where the rest is. */
function noteTexts({ rows, total, columns, note, source }: TableComponent): string[] {
  const size = `${total.toLocaleString('en')} × ${columns.length}`;
  const isCut = total > rows.length;
  const shown = isCut
    ? `The first ${rows.length.toLocaleString('en')} of ${total.toLocaleString('en')} rows.${source === undefined ? '' : ` All of them: ${source}`}`
    : total > pageSize
      ? size
      : null;
  return [shown, note ?? null].filter(each => each !== null);
}

/** A table as text, in columns; what is not text is named by its type. */
export function tableText({ title, columns, rows, total, source }: TableComponent): string {
  const shown = rows.slice(0, 20).map(row => columns.map((_, at) => cellText(row[at] ?? null)));
  const lines = [columns.map(each => each.name), ...shown];
  const widths = columns.map((_, at) => Math.min(40, Math.max(...lines.map(line => line[at]?.length ?? 0))));
  const padded = (text: string, at: number): string => {
    const cut = text.length > 40 ? `${text.slice(0, 39)}…` : text;
    return columns[at]?.align === 'right' ? cut.padStart(widths[at] ?? 0) : cut.padEnd(widths[at] ?? 0);
  };
  const rest = total > shown.length ? [`… ${total.toLocaleString('en')} rows${source === undefined ? '' : `: ${source}`}`] : [];
  return [...(title === undefined ? [] : [title]), ...lines.map(line => line.map(padded).join('  ').trimEnd()), ...rest].join('\n');
}

function cellText(value: CellValue): string {
  if (value === null) return '–';
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'object' ? `[${labelOf(value)}]` : String(value).replace(/\s+/g, ' ');
}

function labelOf(component: CardComponent): string {
  return component.type === 'image' ? component.alt : component.type;
}
