import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { comparisonFactory } from '../comparison-output/comparison-renderer';

/** What `compare` gives, drawn in the notebook. */
export const comparisonOutput: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:comparison-output',
  description: 'Draws comparisons of runs in outputs.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [ITranslator],
  activate: (_app: JupyterFrontEnd, registry: IRenderMimeRegistry, translator: ITranslator | null) => {
    registry.addFactory(comparisonFactory((translator ?? nullTranslator).load('headwater')), 40);
  }
};
