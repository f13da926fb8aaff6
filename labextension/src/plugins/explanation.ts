import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { commandIds } from '../commands';
import { ExplanationPanel } from '../explanation/explanation-panel';
import { IFlowServer } from '../tokens';

/** What the codes of problems mean, in a side panel. */
export const explanation: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:explanation',
  description: 'Shows what the code of a problem means and what to do.',
  autoStart: true,
  requires: [IFlowServer, IRenderMimeRegistry],
  optional: [ITranslator],
  activate
};

function activate(
  { commands, shell }: JupyterFrontEnd,
  server: IFlowServer,
  rendermime: IRenderMimeRegistry,
  translator: ITranslator | null
): void {
  const trans = (translator ?? nullTranslator).load('headwater');
  let panel: ExplanationPanel | null = null;
  commands.addCommand(commandIds.explainCode, {
    label: trans.__('Flow: Explain a Code'),
    isVisible: () => false,
    execute: async ({ code }) => {
      if (typeof code !== 'string') return;
      if (panel === null || panel.isDisposed) {
        panel = new ExplanationPanel(server, rendermime, trans);
        shell.add(panel, 'right', { rank: 655, type: 'Headwater' });
      }
      shell.activateById(panel.id);
      await panel.open(code);
    },
    describedBy: { args: { type: 'object', properties: { code: { type: 'string', description: trans.__('Such as HW155') } } } }
  });
}
