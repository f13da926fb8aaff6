import type { Cell, Notebook } from '../notebook/cell';

/** The cells below one heading. */
export interface Section {
  /** The heading's text without markup, null above the first one and under the notebook's title. */
  readonly heading: string | null;
  /** Indexes of its code cells. */
  readonly cells: readonly number[];
}

/** The notebook in sections, by its markdown headings (`# …` and underlined); a single heading of the first level at the top is the title. */
export function sectionsOf(notebook: Notebook): Section[] {
  const title = titleOf(notebook);
  const sections: { heading: string | null; cells: number[] }[] = [{ heading: null, cells: [] }];
  for (const cell of notebook.cells) {
    if (cell.kind === 'code') sections.at(-1)?.cells.push(cell.index);
    const last = headingsOf(cell).at(-1);
    if (last !== undefined) sections.push({ heading: last === title ? null : last.text, cells: [] });
  }
  return sections.filter(section => section.cells.length > 0);
}

interface Heading {
  readonly level: number;
  readonly text: string;
}

const headings = new WeakMap<Cell, readonly Heading[]>();

function headingsOf(cell: Cell): readonly Heading[] {
  const known = headings.get(cell);
  if (known !== undefined) return known;
  const found = cell.kind === 'markdown' ? readHeadings(cell.source) : [];
  headings.set(cell, found);
  return found;
}

function readHeadings(source: string): Heading[] {
  const found: Heading[] = [];
  let isFenced = false;
  let before = '';
  for (const line of source.split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) isFenced = !isFenced;
    const marked = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
    const underline = /^ {0,3}(=+|-{2,})\s*$/.exec(line);
    if (!isFenced && marked !== null) found.push({ level: marked[1]?.length ?? 1, text: plain(marked[2] ?? '') });
    else if (!isFenced && underline !== null && before.trim() !== '')
      found.push({ level: underline[1]?.startsWith('=') ? 1 : 2, text: plain(before) });
    before = line;
  }
  return found;
}

/** A link's text, code and emphasis without their signs. */
function plain(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`~]|<[^>]+>/g, '')
    .trim();
}

function titleOf(notebook: Notebook): Heading | null {
  const all = notebook.cells.flatMap(headingsOf);
  const [first, ...others] = all;
  const isTitle = first?.level === 1 && others.length > 0 && others.every(each => each.level > 1);
  return isTitle ? first : null;
}
