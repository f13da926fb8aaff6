import type { IRenderMime } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { JSX } from 'react';
import { comparisonMime, type Comparison } from '../../../src/comparison/comparison';
import { ComparisonPanel } from './comparison-panel';
import { Misfit } from './json-shape';
import { readComparison } from './read-comparison';
import { Boundary, Unreadable } from './unreadable';

/** Draws a comparison in an output area; what a person has chosen in it stays while the output does. */
class ComparisonRenderer extends ReactWidget implements IRenderMime.IRenderer {
  private readonly _trans: TranslationBundle;
  private _data: Comparison | Misfit | null = null;
  private _text = '';

  constructor(trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterCompared');
    this._trans = trans;
  }

  /** Takes the output's data; what is no comparison is told, with its text. */
  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const text: unknown = model.data['text/plain'];
    this._text = typeof text === 'string' ? text : '';
    this._data = comparisonIn(model.data[comparisonMime]);
    this.update();
    // Drawing waits until it is attached, which the output area does only after this.
    return Promise.resolve();
  }

  protected override render(): JSX.Element {
    const { _data: data, _text: text, _trans: trans } = this;
    if (data === null) return <></>;
    if (data instanceof Misfit) return <Unreadable reason={data.message} text={text} trans={trans} />;
    return (
      <Boundary text={text} trans={trans}>
        <ComparisonPanel comparison={data} trans={trans} />
      </Boundary>
    );
  }
}

function comparisonIn(data: unknown): Comparison | Misfit {
  try {
    return readComparison(data);
  } catch (error) {
    if (error instanceof Misfit) return error;
    throw error;
  }
}

/** For the registry of renderers: it comes before HTML. */
export function comparisonFactory(trans: TranslationBundle): IRenderMime.IRendererFactory {
  return { safe: true, mimeTypes: [comparisonMime], defaultRank: 40, createRenderer: () => new ComparisonRenderer(trans) };
}
