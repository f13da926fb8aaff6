import type * as nbformat from '@jupyterlab/nbformat';
import { OutputArea, OutputAreaModel } from '@jupyterlab/outputarea';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Panel } from '@lumino/widgets';
import type { Message } from '@lumino/messaging';

/** How outputs are drawn: as the notebook draws its own. */
export interface OutputDrawing {
  readonly rendermime: IRenderMimeRegistry;
  readonly contentFactory: OutputArea.IContentFactory;
}

/** Outputs of a past run. They are never trusted (no script of theirs runs), have no kernel and no place in any notebook, and are drawn when they come near the view. */
export class PastOutputs extends Panel {
  private readonly _outputs: readonly object[];
  private readonly _drawing: OutputDrawing;
  private _observer: IntersectionObserver | null = null;
  private _model: OutputAreaModel | null = null;

  constructor(outputs: readonly object[], drawing: OutputDrawing) {
    super();
    this.addClass('jp-HeadwaterPastOutputs');
    this._outputs = outputs;
    this._drawing = drawing;
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this._observer?.disconnect();
    super.dispose();
    this._model?.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this._model !== null || this._outputs.length === 0) return;
    this._observer?.disconnect();
    this._observer = new IntersectionObserver(entries => entries.some(({ isIntersecting }) => isIntersecting) && this._draw(), {
      root: this.node.closest('.jp-WindowedPanel-outer'),
      rootMargin: '800px'
    });
    this._observer.observe(this.node);
  }

  private _draw(): void {
    this._observer?.disconnect();
    if (this._model !== null || this.isDisposed) return;
    this._model = new OutputAreaModel({ trusted: false, values: this._outputs.filter(isOutput) });
    const area = new OutputArea({ model: this._model, ...this._drawing, maxNumberOutputs: mostOutputs });
    area.addClass('jp-Cell-outputArea');
    this.addWidget(area);
    this.addClass('jp-mod-drawn');
  }
}

/** Outputs of a cell that are drawn at once; a click shows the others. */
const mostOutputs = 50;

function isOutput(output: object): output is nbformat.IOutput {
  return 'output_type' in output && typeof output.output_type === 'string';
}
