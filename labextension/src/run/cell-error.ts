import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { DisposableSet, type IDisposable } from '@lumino/disposable';
import { PanelLayout } from '@lumino/widgets';
import { revealCell } from '../flow/reveal-cell';
import { ErrorBox, type ErrorBoxContent } from './error-box';
import { markFailedLine } from './failed-line';

/** Shows an error under its cell and at its line, until disposed, hidden by a click, or until the cell is edited. Null when the notebook has no such cell. */
export function showCellError(panel: NotebookPanel, content: ErrorBoxContent, trans: TranslationBundle): IDisposable | null {
  const cell = panel.content.widgets.find(each => each.model.id === content.error.cell);
  if (cell === undefined) return null;
  const shown = new DisposableSet();
  const dispose = (): void => shown.dispose();
  cell.model.contentChanged.connect(dispose);
  cell.disposed.connect(dispose);
  // A cell that has never been in view has no editor and no layout yet.
  void cell.ready.then(() => {
    if (!shown.isDisposed && !cell.isDisposed) place(panel, cell, content, trans, shown);
  });
  return shown;
}

function place(panel: NotebookPanel, cell: Cell, content: ErrorBoxContent, trans: TranslationBundle, shown: DisposableSet): void {
  const numberOf = (id: string): number | null => panel.content.widgets.findIndex(each => each.model.id === id) + 1 || null;
  const open = (id: string, line: number): void => void revealCell(panel, id, line);
  const box = new ErrorBox(content, { trans, numberOf, open, dismiss: () => shown.dispose() });
  const { layout } = cell;
  if (layout instanceof PanelLayout) layout.insertWidget(indexAfterInput(layout), box);
  shown.add(box);
  const line = content.error.range?.startLine ?? null;
  if (line !== null && cell.editor !== null) shown.add(markFailedLine(cell.editor, line));
}

function indexAfterInput({ widgets }: PanelLayout): number {
  return widgets.findIndex(widget => widget.hasClass('jp-Cell-inputWrapper')) + 1;
}
