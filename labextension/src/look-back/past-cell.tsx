import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel, Widget } from '@lumino/widgets';
import type { JSX } from 'react';
import type { RunCell } from '../../../src/server/api/look-back';
import { PastCellHeader, type PastCellActions, type PastCellState } from './past-cell-header';
import { PastOutputs, type OutputDrawing } from './past-outputs';

/** What stands under a cell while looking back: what differs, its variables and its outputs then. */
export class PastCell extends Panel {
  private readonly _drawing: OutputDrawing;
  private readonly _trans: TranslationBundle;
  private _header: Header | null = null;
  private _note: Widget | null = null;
  private _outputs: PastOutputs | null = null;
  private _past: RunCell | null = null;

  constructor(drawing: OutputDrawing, trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterPastCell');
    this._drawing = drawing;
    this._trans = trans;
  }

  /** `past`: null when the run did not have the cell. */
  draw(past: RunCell | null, state: PastCellState, actions: PastCellActions): void {
    if (state.then === null) this._drawNote(state);
    else this._drawHeader(state, actions);
    if (past === this._past) return;
    this._past = past;
    this._outputs?.dispose();
    this._outputs = null;
    if (past === null || past.outputs.length === 0) return;
    this._outputs = new PastOutputs(past.outputs, this._drawing);
    this.addWidget(this._outputs);
  }

  private _drawHeader(state: PastCellState, actions: PastCellActions): void {
    this._note?.dispose();
    this._note = null;
    if (this._header === null) {
      this._header = new Header(this._trans);
      this.insertWidget(0, this._header);
    }
    this._header.draw(state, actions);
  }

  /** Plain, since it may stand below a thousand cells. */
  private _drawNote({ isEmpty }: PastCellState): void {
    this._header?.dispose();
    this._header = null;
    this._note ??= new Widget({ node: document.createElement('p') });
    this._note.addClass('jp-HeadwaterPastCell-note');
    this._note.node.textContent = isEmpty ? '' : this._trans.__('New since this run: it has no past outputs.');
    this.insertWidget(0, this._note);
  }
}

class Header extends ReactWidget {
  private readonly _trans: TranslationBundle;
  private _shown: { readonly state: PastCellState; readonly actions: PastCellActions } | null = null;

  constructor(trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterPastCell-header');
    this._trans = trans;
  }

  draw(state: PastCellState, actions: PastCellActions): void {
    const isSame = this._shown !== null && JSON.stringify(this._shown.state) === JSON.stringify(state);
    this._shown = { state, actions };
    if (!isSame) this.update();
  }

  protected override render(): JSX.Element | null {
    return this._shown === null ? null : <PastCellHeader {...this._shown} trans={this._trans} />;
  }
}
