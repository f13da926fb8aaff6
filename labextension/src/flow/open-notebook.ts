import type { NotebookPanel } from '@jupyterlab/notebook';
import { Signal, type ISignal } from '@lumino/signaling';
import type { NotebookSource, SourceNotebook } from './notebook-source';

/** The notebook of a panel. */
export class OpenNotebook implements NotebookSource {
  private readonly _panel: NotebookPanel;
  private readonly _changed = new Signal<this, void>(this);
  private _isDisposed = false;

  constructor(panel: NotebookPanel) {
    this._panel = panel;
    panel.context.model.contentChanged.connect(this._onChange, this);
    panel.context.model.metadataChanged.connect(this._onChange, this);
  }

  get path(): string {
    return this._panel.context.localPath;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  read(): SourceNotebook {
    const { sharedModel } = this._panel.context.model;
    return {
      nbformat: sharedModel.nbformat,
      nbformat_minor: sharedModel.nbformat_minor,
      metadata: sharedModel.metadata,
      cells: sharedModel.cells.map(cell => ({
        id: cell.getId(),
        cell_type: cell.cell_type,
        source: cell.getSource(),
        metadata: cell.metadata,
        execution_count: 'execution_count' in cell && typeof cell.execution_count === 'number' ? cell.execution_count : null
      }))
    };
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    Signal.clearData(this);
  }

  private _onChange(): void {
    this._changed.emit();
  }
}
