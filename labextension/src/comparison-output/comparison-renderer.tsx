import type { IRenderMime } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { JSX } from 'react';
import { comparisonMime, type Comparison } from '../../../src/comparison/comparison';
import { ComparisonPanel } from './comparison-panel';
import { isComparison } from './is-comparison';

/** Draws a comparison in an output area; what a person has chosen in it stays while the output does. */
class ComparisonRenderer extends ReactWidget implements IRenderMime.IRenderer {
  private readonly _trans: TranslationBundle;
  private _data: Comparison | null = null;

  constructor(trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterCompared');
    this._trans = trans;
  }

  /** Takes the output's data. Rejects for data of another version, so that its HTML or text is shown. */
  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const data: unknown = model.data[comparisonMime];
    if (!isComparison(data)) return Promise.reject(new Error(this._trans.__('This comparison was made by another version of Headwater.')));
    this._data = data;
    this.update();
    // Drawing waits until it is attached, which the output area does only after this.
    return Promise.resolve();
  }

  protected override render(): JSX.Element {
    return this._data === null ? <></> : <ComparisonPanel comparison={this._data} trans={this._trans} />;
  }
}

/** For the registry of renderers: it comes before HTML. */
export function comparisonFactory(trans: TranslationBundle): IRenderMime.IRendererFactory {
  return { safe: true, mimeTypes: [comparisonMime], defaultRank: 40, createRenderer: () => new ComparisonRenderer(trans) };
}
