import { listIcon } from '@jupyterlab/ui-components';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { commandIds } from '../commands';
import type { LogPanel, LogPlace } from '../logs/log-panel';
import { findLogs } from '../logs/find-logs';
import { flowPlugin, type FlowParts } from './flow-plugin';

/** The logs of a run, in a panel below. */
export const flowLogs = flowPlugin('flow-logs', 'Shows what the steps of a run print.', activate);

function activate({ app: { commands, shell }, tracker, server, trans, list }: FlowParts): void {
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
  list(commandIds.showLogs);
}
