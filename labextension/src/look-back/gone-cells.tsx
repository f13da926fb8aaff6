import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel } from '@lumino/widgets';
import type { JSX } from 'react';
import type { GoneCell } from './match-cells';
import { PastOutputs, type OutputDrawing } from './past-outputs';

/** Cells of the run that the notebook has no more, where they stood: their code and their outputs. */
export class GoneCells extends Panel {
  private readonly _drawing: OutputDrawing;
  private readonly _trans: TranslationBundle;
  private _shown: readonly GoneCell[] = [];

  constructor(drawing: OutputDrawing, trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterGoneCells');
    this._drawing = drawing;
    this._trans = trans;
  }

  /** `bringBack`: null when cells cannot be put back. */
  draw(gone: readonly GoneCell[], bringBack: ((cell: GoneCell) => void) | null): void {
    if (gone.length === this._shown.length && gone.every(({ past }, at) => past === this._shown[at]?.past)) return;
    this._shown = gone;
    for (const widget of [...this.widgets]) widget.dispose();
    for (const cell of gone) {
      this.addWidget(new GoneHeader(cell, bringBack === null ? null : () => bringBack(cell), this._trans));
      if (cell.past.outputs.length > 0) this.addWidget(new PastOutputs(cell.past.outputs, this._drawing));
    }
  }
}

class GoneHeader extends ReactWidget {
  private readonly _cell: GoneCell;
  private readonly _bringBack: (() => void) | null;
  private readonly _trans: TranslationBundle;

  constructor(cell: GoneCell, bringBack: (() => void) | null, trans: TranslationBundle) {
    super();
    this._cell = cell;
    this._bringBack = bringBack;
    this._trans = trans;
  }

  protected override render(): JSX.Element {
    const { past } = this._cell;
    const trans = this._trans;
    return (
      <section aria-label={trans.__('A cell that is no longer here')}>
        <div className="jp-HeadwaterPastCell-row">
          <span>
            <span aria-hidden="true">⊖</span>{' '}
            {past.step === null ? trans.__('No longer here') : trans.__('No longer here: a cell of step %1', past.step)}
          </span>
          {this._bringBack !== null && past.kind === 'code' && (
            <button type="button" className="jp-HeadwaterLink" onClick={this._bringBack}>
              {trans.__('Bring back this cell')}
            </button>
          )}
        </div>
        <pre className="jp-HeadwaterGoneCells-code" tabIndex={0}>
          {past.source}
        </pre>
      </section>
    );
  }
}
