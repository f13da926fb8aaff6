import type { NotebookPanel } from '@jupyterlab/notebook';

/** Puts the focus on a notebook's active cell, in command mode: for what goes away by being used, such as a button. */
export function focusNotebook(panel: NotebookPanel | null): void {
  if (panel === null || panel.isDisposed) return;
  panel.content.mode = 'command';
  panel.content.activeCell?.node.focus({ preventScroll: true });
}
