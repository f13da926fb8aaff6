import type { YNotebook } from '@jupyter/ydoc';
import type { SourceRange } from '../../../src/diagnostic';
import type { CellChange } from '../../../src/notebook/fix';

type LiveCell = YNotebook['cells'][number];
type LiveCells = ReadonlyMap<string, LiveCell>;
type CellOf<K extends CellChange['kind']> = Extract<CellChange, { kind: K }>;

/**
 * Makes changes to a notebook that is open, one after the other: each sees what the ones before it did. A cell that is not there is left out.
 * Everything is written as the notebook's own change, which its undo manager keeps; cells that move are new cells of the same id.
 */
export function makeChanges(notebook: YNotebook, changes: readonly CellChange[]): void {
  for (const run of runsOf(changes)) {
    const cells = new Map(notebook.cells.map(cell => [cell.id, cell]));
    notebook.transact(() => run.forEach(change => makeChange(notebook, cells, change)));
  }
}

/** The list of cells is known anew only when a transaction has ended, so what changes it is one of its own. */
function runsOf(changes: readonly CellChange[]): CellChange[][] {
  const runs: CellChange[][] = [];
  for (const change of changes) {
    const last = runs.at(-1);
    if (last === undefined || isStructural(change) || last.some(isStructural)) runs.push([change]);
    else last.push(change);
  }
  return runs;
}

function isStructural({ kind }: CellChange): boolean {
  return kind === 'move' || kind === 'insert';
}

function makeChange(notebook: YNotebook, cells: LiveCells, change: CellChange): void {
  switch (change.kind) {
    case 'tags':
      return changeTags(cells.get(change.cell), change);
    case 'settings':
      return changeSettings(cells.get(change.cell), change);
    case 'source':
      return changeSource(cells.get(change.cell), change);
    case 'move':
      return moveCell(notebook, change);
    case 'insert':
      return insertCell(notebook, change);
    case 'notebook':
      return changeNotebook(notebook, change);
    case 'id':
      return undefined;
  }
}

function changeTags(cell: LiveCell | undefined, { add, remove }: CellOf<'tags'>): void {
  if (cell === undefined) return;
  const tags = withTags(tagList(cell.getMetadata('tags')), add, remove);
  if (tags.length === 0) cell.deleteMetadata('tags');
  else cell.setMetadata('tags', tags);
}

/** Tags as found; a lone text, which is not what nbformat says, counts as one tag. */
function tagList(tags: unknown): string[] {
  if (typeof tags === 'string') return [tags];
  return Array.isArray(tags) ? tags : [];
}

/**
 * Tags with some removed and others added. The order of those that stay is kept, and what comes in place of a removed one stands where
 * that one stood, so that a rename is one changed line in a diff.
 */
export function withTags(tags: readonly string[], add: readonly string[], remove: readonly string[]): string[] {
  const added = add.filter(tag => !tags.includes(tag) || remove.includes(tag));
  const at = tags.findIndex(tag => remove.includes(tag));
  const kept = tags.filter(tag => !remove.includes(tag));
  return at < 0 ? [...kept, ...added] : kept.toSpliced(Math.min(at, kept.length), 0, ...added);
}

function changeSettings(cell: LiveCell | undefined, { settings }: CellOf<'settings'>): void {
  if (cell === undefined) return;
  if (isNothing(settings)) cell.deleteMetadata('headwater');
  else cell.setMetadata('headwater', { ...settings });
}

function changeSource(cell: LiveCell | undefined, { range, text }: CellOf<'source'>): void {
  if (cell === undefined) return;
  const { from, to } = offsetsOf(cell.getSource(), range);
  cell.updateSource(from, to, text);
}

/** Where a range begins and ends in a source, in UTF-16 units from 0; lines are TypeScript's, and what lies past the end is the end. */
export function offsetsOf(source: string, { startLine, startColumn, endLine, endColumn }: SourceRange): { from: number; to: number } {
  const starts = [0, ...[...source.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map(found => found.index + found[0].length)];
  const offset = (line: number, column: number): number => Math.min((starts[line] ?? source.length) + column, source.length);
  const from = offset(startLine, startColumn);
  return { from, to: Math.max(from, offset(endLine, endColumn)) };
}

function moveCell(notebook: YNotebook, { cell: id, before }: CellOf<'move'>): void {
  const from = notebook.cells.findIndex(each => each.id === id);
  if (from < 0) return;
  const place = placeBefore(notebook, before);
  const to = place > from ? place - 1 : place;
  if (to !== from) notebook.moveCell(from, to);
}

function insertCell(notebook: YNotebook, { cell: id, before, source, tags }: CellOf<'insert'>): void {
  const metadata = { ...(tags.length > 0 ? { tags: [...tags] } : {}), trusted: true };
  notebook.insertCell(placeBefore(notebook, before), { cell_type: 'code', id, source, metadata });
}

function placeBefore(notebook: YNotebook, before: string | null): number {
  const at = notebook.cells.findIndex(each => each.id === before);
  return at < 0 ? notebook.cells.length : at;
}

/** Only the one key is touched, so that an undo takes nothing else back. */
function changeNotebook(notebook: YNotebook, { settings }: CellOf<'notebook'>): void {
  if (!isNothing(settings)) return notebook.setMetadata('headwater', { ...settings });
  notebook.ymeta.get('metadata')?.delete('headwater');
  notebook.dirty = true;
}

function isNothing(settings: object | null): settings is null {
  return settings === null || Object.keys(settings).length === 0;
}
