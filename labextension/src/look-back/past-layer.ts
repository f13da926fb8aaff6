import type { Cell } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';
import { PanelLayout, type Widget } from '@lumino/widgets';
import type { IDisposable } from '@lumino/disposable';
import { GoneCells } from './gone-cells';
import type { GoneCell } from './match-cells';
import { PastCell } from './past-cell';
import type { OutputDrawing } from './past-outputs';

/** What looking back adds to one cell of a notebook: widgets of its own between those of the cell, which stays as it is. */
export class PastLayer implements IDisposable {
  readonly cell: Cell;
  private readonly _drawing: OutputDrawing;
  private readonly _trans: TranslationBundle;
  private _past: PastCell | null = null;
  private _above: GoneCells | null = null;
  private _below: GoneCells | null = null;
  private _isDisposed = false;

  constructor(cell: Cell, drawing: OutputDrawing, trans: TranslationBundle) {
    this.cell = cell;
    this._drawing = drawing;
    this._trans = trans;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Where the past of the cell itself is drawn. */
  get past(): PastCell {
    if (this._past !== null) return this._past;
    this._past = new PastCell(this._drawing, this._trans);
    insert(this.cell, this._past, this._placeOfPast());
    return this._past;
  }

  /** Cells that are gone, above this one (the first) and below it. */
  drawGone(above: readonly GoneCell[], below: readonly GoneCell[], bringBack: ((cell: GoneCell) => void) | null): void {
    this._above ??= above.length === 0 ? null : this._newGone(0);
    this._above?.draw(above, bringBack);
    this._below ??= below.length === 0 ? null : this._newGone(layoutOf(this.cell)?.widgets.length ?? 0);
    this._below?.draw(below, bringBack);
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    for (const widget of [this._past, this._above, this._below]) if (widget !== null) remove(this.cell, widget);
  }

  private _newGone(at: number): GoneCells {
    const gone = new GoneCells(this._drawing, this._trans);
    insert(this.cell, gone, at);
    return gone;
  }

  private _placeOfPast(): number {
    const widgets = layoutOf(this.cell)?.widgets ?? [];
    const output = widgets.findIndex(widget => widget.hasClass('jp-Cell-outputWrapper'));
    return output >= 0 ? output + 1 : widgets.length;
  }
}

function layoutOf(cell: Cell): PanelLayout | null {
  return cell.layout instanceof PanelLayout ? cell.layout : null;
}

function insert(cell: Cell, widget: Widget, at: number): void {
  layoutOf(cell)?.insertWidget(at, widget);
}

function remove(cell: Cell, widget: Widget): void {
  // A windowed notebook takes the parts of a cell that is out of sight from the page; Lumino only removes what is there.
  if (!cell.isDisposed && widget.node.parentNode !== cell.node) cell.node.appendChild(widget.node);
  widget.dispose();
}
