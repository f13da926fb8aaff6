import type { Cell } from '@jupyterlab/cells';
import type { Notebook, NotebookPanel } from '@jupyterlab/notebook';

/** Scrolls to a cell by its id and makes it the active one, also where it has not been drawn yet; null when it is not there any more. `line` (from 0) gets the cursor. */
export async function revealCell({ content }: NotebookPanel, id: string, line: number | null = null): Promise<Cell | null> {
  const index = content.widgets.findIndex(cell => cell.model.id === id);
  if (index < 0) return null;
  content.deselectAll();
  content.activeCellIndex = index;
  await content.scrollToItem(index, 'smart');
  return reachCell(content, id, line);
}

async function reachCell(notebook: Notebook, id: string, line: number | null): Promise<Cell | null> {
  const cell = notebook.widgets.find(each => each.model.id === id) ?? null;
  if (cell === null) return null;
  await cell.ready;
  if (cell.isDisposed) return null;
  if (line !== null) cell.editor?.setCursorPosition({ line, column: 0 });
  return cell;
}
