import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Widget } from '@lumino/widgets';
import { cardMimeType } from '../../../src/card/card-document';
import { cardStyle } from '../../../src/card/card-style';
import { CardOutput } from '../card-output/card-output';
import { IFlowServer } from '../tokens';
import { cardPlace } from './card-place';

/** Cards as outputs of cells, live while their step runs. */
export const cardOutput: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:card-output',
  description: 'Draws cards.',
  autoStart: true,
  requires: [IRenderMimeRegistry, IFlowServer],
  optional: [INotebookTracker],
  activate
};

function activate(_app: JupyterFrontEnd, rendermime: IRenderMimeRegistry, server: IFlowServer, notebooks: INotebookTracker | null): void {
  addStyle();
  const place = cardPlace(server, rendermime, output => pathOf(output, notebooks));
  rendermime.addFactory({
    // Scripts run in frames only, in an origin of their own and without network: it is safe in notebooks that are not trusted.
    safe: true,
    mimeTypes: [cardMimeType],
    defaultRank: 40,
    createRenderer: () => new CardOutput(place)
  });
}

/** The notebook that an output stands in. */
function pathOf(output: Widget, notebooks: INotebookTracker | null): string {
  return notebooks?.find(panel => panel.content.node.contains(output.node))?.context.path ?? '';
}

/** Once for the page: the style is the cards' own, also in files. */
function addStyle(): void {
  const style = document.createElement('style');
  style.textContent = cardStyle;
  document.head.append(style);
}
