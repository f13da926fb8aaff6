import type { Cell } from '@jupyterlab/cells';
import { NotebookActions, type Notebook, type NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { CellChange } from '../../../src/notebook/fix';
import type { VariableRow } from '../../../src/server/api/look-back';
import { focusNotebook } from '../flow/focus-notebook';
import type { IArtifactViewer, IFlowEdits } from '../tokens';
import { bringBackAll, bringBackCell, bringBackGone } from './bring-back';
import type { LookBack, PastView } from './look-back';
import type { GoneCell, NotebookMatch } from './match-cells';
import { PastBanner, type PastBannerActions } from './past-banner';
import type { PastCellActions } from './past-cell-header';
import { PastLayer } from './past-layer';
import { variablesByCell } from './past-variables';

/** What looking back needs of its surroundings; null where a part of Headwater is not there. */
export interface PastServices {
  readonly trans: TranslationBundle;
  readonly edits: IFlowEdits | null;
  readonly artifacts: IArtifactViewer | null;
  /** Sets variables of the notebook's kernel from artifacts. */
  readonly loadValues: ((variables: readonly VariableRow[]) => void) | null;
  readonly openRun: ((pathspec: string) => void) | null;
  readonly compare: ((pathspec: string) => void) | null;
}

/** Draws a notebook's past over the notebook. Its model is never touched: what is saved meanwhile is the notebook as it is. */
export class PastNotebook implements IDisposable {
  private readonly _panel: NotebookPanel;
  private readonly _lookBack: LookBack;
  private readonly _services: PastServices;
  private readonly _layers = new Map<Cell, PastLayer>();
  private _banner: PastBanner | null = null;
  private _picture: Picture | null = null;
  private _drawn: PastView | null = null;
  private _isDisposed = false;

  constructor(panel: NotebookPanel, lookBack: LookBack, services: PastServices) {
    this._panel = panel;
    this._lookBack = lookBack;
    this._services = services;
    lookBack.changed.connect(this._draw, this);
    panel.content.cellInViewportChanged.connect(this._onCellInView, this);
    NotebookActions.executionScheduled.connect(this._onRun, this);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Puts the focus where the arrow keys go through the runs. */
  focus(): void {
    this._banner?.focus();
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this._clear();
    Signal.clearData(this);
  }

  private _draw(): void {
    const { view } = this._lookBack;
    // The list of runs changes much more often than what is shown.
    if (view !== null && view === this._drawn) return;
    this._drawn = view;
    const keep = keepPlace(this._panel.content);
    this._panel.toggleClass('jp-mod-headwaterLookingBack', view !== null);
    this._panel.toggleClass('jp-mod-headwaterPast', (view?.shown ?? null) !== null);
    if (view === null) this._leave();
    else {
      if (this._banner === null) this._openBanner();
      this._drawCells();
    }
    keep();
  }

  private _drawCells(): void {
    const picture = this._pictureNow();
    if (picture === null) return;
    const cells = new Set(this._panel.content.widgets);
    for (const [cell, layer] of this._layers) {
      if (cells.has(cell)) continue;
      layer.dispose();
      this._layers.delete(cell);
    }
    for (const cell of cells) if (isDrawn(cell)) this._drawCell(cell, picture);
  }

  /** What is to be drawn: made once for each view, since every cell that comes into sight asks for it. */
  private _pictureNow(): Picture | null {
    const shown = this._lookBack.view?.shown ?? null;
    if (shown === null) return null;
    if (this._picture?.match !== shown.match) {
      const gone = new Map<string | null, GoneCell[]>();
      for (const each of shown.match.gone) gone.set(each.after, [...(gone.get(each.after) ?? []), each]);
      this._picture = { match: shown.match, variables: variablesByCell(shown.notebook, shown.match), gone };
    }
    return this._picture;
  }

  private _drawCell(cell: Cell, { match, variables, gone }: Picture): void {
    const { id } = cell.model;
    const matched = match.cells.get(id) ?? null;
    const layer = this._layerOf(cell);
    const now = cell.model.sharedModel.getSource();
    const state = {
      then: matched?.past.source ?? null,
      now,
      isEmpty: cell.model.type !== 'code' || now.trim() === '',
      variables: variables.get(id) ?? []
    };
    layer.past.draw(matched?.past ?? null, state, this._actionsOf(id, state.variables));
    const above = cell === this._panel.content.widgets[0] ? (gone.get(null) ?? []) : [];
    layer.drawGone(above, gone.get(id) ?? [], this._services.edits === null ? null : each => this._bringBackGone(each));
  }

  private _layerOf(cell: Cell): PastLayer {
    const known = this._layers.get(cell);
    if (known !== undefined) return known;
    const { rendermime, contentFactory } = this._panel.content;
    const layer = new PastLayer(cell, { rendermime, contentFactory }, this._services.trans);
    this._layers.set(cell, layer);
    return layer;
  }

  private _actionsOf(id: string, variables: readonly VariableRow[]): PastCellActions {
    const { artifacts, edits, loadValues } = this._services;
    return {
      openVariable: ({ pathspec }, anchor) => artifacts?.open(this._lookBack.flow.source.path, pathspec, anchor),
      bringBack: edits === null ? null : () => this._bringBack(id),
      loadValues: loadValues === null ? null : () => loadValues(variables)
    };
  }

  private _bringBack(id: string): void {
    const matched = this._lookBack.view?.shown?.match.cells.get(id);
    const present = this._lookBack.flow.source.read().cells.find(cell => cell.id === id);
    if (matched === undefined || present === undefined) return;
    const title = this._services.trans.__('Bring back a cell’s code');
    this._edit(title, [bringBackCell(present, matched.past.source)]);
  }

  private _bringBackGone(gone: GoneCell): void {
    const { cells } = this._lookBack.flow.source.read();
    this._edit(this._services.trans.__('Bring back a cell'), [bringBackGone(gone, cells)]);
  }

  private _bringBackAll(): void {
    const match = this._lookBack.view?.shown?.match;
    if (match === undefined) return;
    const changes = bringBackAll(match, this._lookBack.flow.source.read().cells);
    this._edit(this._services.trans.__('Bring back the code of a run'), changes);
  }

  /** The button that asked for it goes: the focus is then where one key undoes it. */
  private _edit(title: string, changes: readonly CellChange[]): void {
    this._services.edits?.apply(this._lookBack.flow, title, changes);
    focusNotebook(this._panel);
  }

  private _openBanner(): void {
    const { openRun, compare, edits, trans } = this._services;
    const actions: PastBannerActions = {
      leave: () => {
        this._lookBack.leave();
        this._panel.content.activate();
      },
      openRun,
      compare,
      bringBackAll: edits === null ? null : () => this._bringBackAll()
    };
    this._banner = new PastBanner(this._lookBack, actions, trans);
    this._panel.contentHeader.insertWidget(0, this._banner);
  }

  private _leave(): void {
    const isHere = document.activeElement?.closest(parts) ?? null;
    this._clear();
    if (isHere !== null && !isHere.isConnected) this._panel.content.activate();
  }

  private _clear(): void {
    this._panel.removeClass('jp-mod-headwaterLookingBack');
    this._panel.removeClass('jp-mod-headwaterPast');
    for (const layer of this._layers.values()) layer.dispose();
    this._layers.clear();
    this._picture = null;
    this._banner?.dispose();
    this._banner = null;
  }

  private _onCellInView(_notebook: Notebook, cell: Cell): void {
    const picture = this._pictureNow();
    if (picture !== null && isDrawn(cell)) this._drawCell(cell, picture);
  }

  /** Who runs a cell wants to see what it gives. */
  private _onRun(_sender: unknown, { notebook }: { readonly notebook: Notebook }): void {
    if (notebook === this._panel.content && this._lookBack.view !== null) this._lookBack.leave();
  }
}

/** What looking back draws, and takes away again. */
const parts = '.jp-HeadwaterPastBanner, .jp-HeadwaterPastCell, .jp-HeadwaterGoneCells';

interface Picture {
  readonly match: NotebookMatch;
  readonly variables: ReadonlyMap<string, readonly VariableRow[]>;
  /** By the present cell that they stood after; null: they stood first. */
  readonly gone: ReadonlyMap<string | null, readonly GoneCell[]>;
}

/** A cell out of sight has no parts on the page: what belongs to it is drawn when it comes into view. */
function isDrawn(cell: Cell): boolean {
  return cell.inViewport && !cell.isPlaceholder() && !cell.isDisposed;
}

/** Remembers where the first visible cell stands; the function that it returns puts it there again, whatever was drawn above it. */
function keepPlace(notebook: Notebook): () => void {
  const outer = notebook.outerNode;
  const top = outer.getBoundingClientRect().top;
  const cell = notebook.widgets.find(({ node }) => node.isConnected && node.getBoundingClientRect().bottom > top + 1)?.node;
  const before = cell?.getBoundingClientRect().top ?? 0;
  return () => {
    if (cell !== undefined && cell.isConnected && outer.scrollTop > 0) outer.scrollTop += cell.getBoundingClientRect().top - before;
  };
}
