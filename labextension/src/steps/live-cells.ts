import type { YNotebook } from '@jupyter/ydoc';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { Cell } from '../../../src/notebook/cell';

type LiveCell = YNotebook['cells'][number];

/** The cells of an open notebook as far as their roles go: tags and settings, without sources. Typing in a cell changes nothing here. */
export interface RoleCells {
  /** In notebook order; `source` is empty. */
  readonly cells: readonly Cell[];
  /** Notebook `metadata.headwater` as found; null when absent. */
  readonly settings: unknown;
  /** A cell was added, moved or removed, or its tags or settings changed, or those of the notebook. */
  readonly changed: ISignal<RoleCells, void>;
}

/** The roles of a notebook in Jupyter's shared model, read when they are asked for and kept until they change. */
export class LiveCells implements RoleCells, IDisposable {
  private readonly _notebook: YNotebook;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _watched = new WeakSet<LiveCell>();
  private _cells: readonly Cell[] | null = null;
  private _isDisposed = false;

  constructor(notebook: YNotebook) {
    this._notebook = notebook;
    notebook.changed.connect(this._onNotebook, this);
    this._watch();
  }

  get cells(): readonly Cell[] {
    this._cells ??= this._notebook.cells.map((cell, index) => roleCell(cell, index));
    return this._cells;
  }

  get settings(): unknown {
    return this._notebook.getMetadata('headwater') ?? null;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    Signal.clearData(this);
  }

  private _watch(): void {
    for (const cell of this._notebook.cells) {
      if (this._watched.has(cell)) continue;
      this._watched.add(cell);
      cell.changed.connect(this._onCell, this);
    }
  }

  private _onNotebook(_notebook: YNotebook, change: { readonly cellsChange?: unknown; readonly metadataChange?: unknown }): void {
    if (change.cellsChange !== undefined) this._watch();
    if (change.cellsChange !== undefined || change.metadataChange !== undefined) this._forget();
  }

  private _onCell(_cell: LiveCell, change: { readonly metadataChange?: unknown }): void {
    if (change.metadataChange !== undefined) this._forget();
  }

  private _forget(): void {
    this._cells = null;
    this._changed.emit();
  }
}

function roleCell(cell: LiveCell, index: number): Cell {
  const tags: unknown = cell.getMetadata('tags');
  return {
    id: cell.id,
    index,
    kind: cell.cell_type === 'code' || cell.cell_type === 'markdown' ? cell.cell_type : 'raw',
    source: '',
    tags: Array.isArray(tags) ? tags.filter(tag => typeof tag === 'string') : [],
    settings: cell.getMetadata('headwater') ?? null,
    executionCount: null
  };
}
