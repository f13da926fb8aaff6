import type { SourceRange } from '../diagnostic';
import { cellIds } from './cell-ids';
import type { CellChange, Fix } from './fix';

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** A cell of a fixed notebook. */
export interface FixedCell {
  /** What it is called from the fix's first change to its last. */
  readonly id: string;
  /** The object that it was before, null for a new cell. */
  readonly origin: Fields | null;
  readonly cell: Fields;
}

/**
 * A notebook's JSON after a fix; what the fix leaves alone is the same object as before. Changes to cells that are not there are left out.
 * Cells have the ids that `notebookOf` gives them.
 */
export function applyFix(notebook: object, fix: Fix): object {
  const { metadata, cells } = fixedParts(notebook, fix);
  return { ...notebook, ...(metadata === null ? {} : { metadata }), cells: cells.map(each => each.cell) };
}

/** What a fix makes of a notebook's cells and of its metadata; null where it has none. */
export function fixedParts(notebook: object, { changes }: Fix): { readonly metadata: unknown; readonly cells: readonly FixedCell[] } {
  const fields: Fields = { ...notebook };
  const found: readonly Fields[] = Array.isArray(fields['cells']) ? fields['cells'] : [];
  const ids = cellIds(found.map(each => each['id']));
  let cells = found.map((cell, index): FixedCell => ({ id: ids[index] ?? '', origin: cell, cell }));
  let metadata = fields['metadata'] ?? null;
  for (const change of changes)
    if (change.kind === 'notebook') metadata = withSettings(fieldsOf(metadata), change.settings);
    else cells = changed(cells, change);
  return { metadata, cells };
}

function changed(cells: readonly FixedCell[], change: Exclude<CellChange, { kind: 'notebook' }>): FixedCell[] {
  if (change.kind === 'insert') return placed(cells, { id: change.cell, origin: null, cell: newCell(change) }, change.before);
  const at = cells.findIndex(each => each.id === change.cell);
  const named = cells[at];
  if (named === undefined) return [...cells];
  if (change.kind !== 'move') return cells.with(at, { ...named, cell: changedCell(named.cell, change) });
  return placed(cells.toSpliced(at, 1), named, change.before);
}

function placed(cells: readonly FixedCell[], cell: FixedCell, before: string | null): FixedCell[] {
  const at = before === null ? -1 : cells.findIndex(each => each.id === before);
  return at < 0 ? [...cells, cell] : cells.toSpliced(at, 0, cell);
}

function newCell({ cell, source, tags }: Extract<CellChange, { kind: 'insert' }>): Fields {
  return {
    cell_type: 'code',
    execution_count: null,
    id: cell,
    metadata: tags.length === 0 ? {} : { tags: [...tags] },
    outputs: [],
    source: linesOf(source)
  };
}

function changedCell(cell: Fields, change: Exclude<CellChange, { kind: 'notebook' | 'insert' | 'move' }>): Fields {
  const metadata = fieldsOf(cell['metadata']);
  switch (change.kind) {
    case 'tags':
      return { ...cell, metadata: withTags(metadata, change.add, change.remove) };
    case 'settings':
      return { ...cell, metadata: withSettings(metadata, change.settings) };
    case 'source':
      return withSource(cell, change.range, change.text);
    case 'id':
      return { ...cell, id: change.id };
  }
}

function withTags(metadata: Fields, add: readonly string[], remove: readonly string[]): Fields {
  const tags = Array.isArray(metadata['tags']) ? metadata['tags'] : [];
  const kept = [...tags.filter(tag => !remove.includes(tag)), ...add.filter(tag => !tags.includes(tag) || remove.includes(tag))];
  return kept.length > 0 ? { ...metadata, tags: kept } : without(metadata, 'tags');
}

function withSettings(metadata: Fields, settings: object | null): Fields {
  return settings === null ? without(metadata, 'headwater') : { ...metadata, headwater: settings };
}

function without(fields: Fields, key: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([each]) => each !== key));
}

/** The source stays what it was, one text or a list of lines. */
function withSource(cell: Fields, range: SourceRange, text: string): Fields {
  const given = cell['source'];
  const source = replaced(Array.isArray(given) ? given.join('') : String(given ?? ''), range, text);
  return { ...cell, source: Array.isArray(given) ? linesOf(source) : source };
}

/** A source with a span of it replaced. */
export function replaced(source: string, { startLine, startColumn, endLine, endColumn }: SourceRange, text: string): string {
  const starts = lineStarts(source);
  const offset = (line: number, column: number): number => Math.min((starts[line] ?? source.length) + column, source.length);
  return source.slice(0, offset(startLine, startColumn)) + text + source.slice(offset(endLine, endColumn));
}

/** TypeScript's line breaks, which ranges count in. */
function lineStarts(source: string): number[] {
  return [0, ...[...source.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map(found => found.index + found[0].length)];
}

/** As nbformat writes a text: a list of lines, each with its line feed. */
function linesOf(source: string): string[] {
  return source.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
