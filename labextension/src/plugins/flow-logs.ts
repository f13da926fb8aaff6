import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { listIcon } from '@jupyterlab/ui-components';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { commandIds } from '../commands';
import type { LogPanel, LogPlace } from '../logs/log-panel';
import { findLogs } from '../logs/find-logs';
import { IFlowServer, IFlowTracker } from '../tokens';

/** The logs of a run, in a panel below. */
export const flowLogs: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:flow-logs',
  description: 'Shows what the steps of a run print.',
  autoStart: true,
  requires: [IFlowTracker, IFlowServer],
  optional: [ICommandPalette, ITranslator],
  activate
};

function activate(
  { commands, shell }: JupyterFrontEnd,
  tracker: IFlowTracker,
  server: IFlowServer,
  palette: ICommandPalette | null,
  translator: ITranslator | null
): void {
  const trans = (translator ?? nullTranslator).load('headwater');
  let panel: LogPanel | null = null;
  const show = async (place: LogPlace): Promise<void> => {
    if (panel === null || panel.isDisposed) {
      const { LogPanel: Panel } = await import('../logs/log-panel');
      panel = new Panel({ server, commands, trans });
      shell.add(panel, 'down', { activate: false });
    }
    panel.open(place);
    shell.activateById(panel.id);
  };
  const isThere = (args: ReadonlyPartialJSONObject): boolean => typeof args['pathspec'] === 'string' || tracker.current !== null;
  commands.addCommand(commandIds.showLogs, {
    label: trans.__('Show the Logs of the Run'),
    icon: listIcon,
    isEnabled: isThere,
    execute: async args => await show(await findLogs(args, tracker, server))
  });
  palette?.addItem({ command: commandIds.showLogs, category: trans.__('Flow') });
}
