import { EditorView } from '@codemirror/view';
import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { Problems } from './problems';
import { showSquiggles } from './squiggles';

/** Underlines problems in the editors of one notebook panel; an editor that is made later gets its own when it is there. */
export class SquiggleMarks implements IDisposable {
  private readonly _panel: NotebookPanel;
  private readonly _problems: Problems;
  private _isDisposed = false;

  constructor(panel: NotebookPanel, flow: FlowNotebook, problems: Problems) {
    this._panel = panel;
    this._problems = problems;
    problems.changed.connect(this._mark, this);
    panel.content.cellInViewportChanged.connect(this._mark, this);
    flow.disposed.connect(this.dispose, this);
    this._mark();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
  }

  private _mark(): void {
    if (this._isDisposed || this._panel.isDisposed) return;
    for (const cell of this._panel.content.widgets) {
      const view = editorOf(cell);
      if (view !== null) showSquiggles(view, this._problems.of(cell.model.id));
    }
  }
}

/** CodeMirror's view of a cell; null while it is not drawn. */
export function editorOf(cell: Cell): EditorView | null {
  const editor = cell.isPlaceholder() ? null : cell.editor;
  return editor !== null && 'editor' in editor && editor.editor instanceof EditorView ? editor.editor : null;
}
