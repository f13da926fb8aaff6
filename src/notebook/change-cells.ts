import type { Cell, Notebook } from './cell';
import type { CellChange } from './fix';

/** The notebook after changes of tags, settings and places; other kinds of change are left out. */
export function withChanges(notebook: Notebook, changes: readonly CellChange[]): Notebook {
  const changed = changes.reduce<Notebook>(withChange, notebook);
  return { ...changed, cells: changed.cells.map((cell, index) => (cell.index === index ? cell : { ...cell, index })) };
}

function withChange(notebook: Notebook, change: CellChange): Notebook {
  if (change.kind === 'notebook') return { ...notebook, settings: change.settings };
  const at = notebook.cells.findIndex(cell => cell.id === change.cell);
  const cell = notebook.cells[at];
  if (cell === undefined) return notebook;
  if (change.kind === 'tags') {
    const kept = cell.tags.filter(tag => !change.remove.includes(tag));
    return withCell(notebook, at, { ...cell, tags: [...kept, ...change.add.filter(tag => !kept.includes(tag))] });
  }
  if (change.kind === 'settings') return withCell(notebook, at, { ...cell, settings: change.settings });
  return change.kind === 'move' ? { ...notebook, cells: moved(notebook.cells, cell, change.before) } : notebook;
}

function withCell(notebook: Notebook, at: number, cell: Cell): Notebook {
  return { ...notebook, cells: notebook.cells.with(at, cell) };
}

function moved(cells: readonly Cell[], cell: Cell, before: string | null): Cell[] {
  const others = cells.filter(each => each !== cell);
  const at = others.findIndex(each => each.id === before);
  return at < 0 ? [...others, cell] : others.toSpliced(at, 0, cell);
}
