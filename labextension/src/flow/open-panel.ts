import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { Widget } from '@lumino/widgets';

/** The panel that stands beside a notebook which has the main area for itself. */
let beside: Widget | null = null;

/**
 * Puts a new panel into the main area and shows it. In Notebook 7, whose main area takes nothing but the notebook, it stands at the right,
 * in the place of the one before.
 */
export function openPanel(shell: JupyterFrontEnd.IShell, panel: Widget, options: DocumentRegistry.IOpenOptions = {}): void {
  shell.add(panel, 'main', options);
  if (panel.parent === null) {
    beside?.dispose();
    beside = panel;
    shell.add(panel, 'right', { rank: 660 });
  }
  shell.activateById(panel.id);
}
