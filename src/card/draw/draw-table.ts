import type { CardComponent, CellValue, TableComponent } from '../component';
import { box, element, type CardElement, type CardNode } from '../node';
import { drawTabs } from './draw-tabs';
import type { Drawing } from './drawing';

/** Rows on a page: more are turned through. */
const pageSize = 50;

/** A table, in pages where it is long. */
export function drawTable(table: TableComponent, drawing: Drawing): CardElement {
  const pages: CardNode[] = [];
  for (let at = 0; at === 0 || at < table.rows.length; at += pageSize) pages.push(drawPage(table, at, drawing));
  const body =
    pages.length === 1
      ? (pages[0] ?? '')
      : drawTabs(
          pages.map((page, at) => ({ title: String(at + 1), nodes: [page] })),
          drawing,
          'Page'
        );
  return box('div', 'hw-table', table.title === undefined ? null : box('h3', 'hw-title', table.title), body, notes(table));
}

function drawPage({ title, columns, rows }: TableComponent, from: number, drawing: Drawing): CardElement {
  const head = columns.map(({ name, align, kind }) =>
    element(
      'th',
      { class: align === 'right' ? 'hw-number' : null, scope: 'col' },
      name,
      kind === null ? null : box('span', 'hw-kind', kind)
    )
  );
  const body = rows.slice(from, from + pageSize).map(row =>
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
