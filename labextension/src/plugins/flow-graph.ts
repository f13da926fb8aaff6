import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { treeViewIcon } from '@jupyterlab/ui-components';
import { Menu } from '@lumino/widgets';
import { commandIds } from '../commands';
import type { FlowNotebook } from '../flow/flow-notebook';
import { openPanel } from '../flow/open-panel';
import type { GraphPanel } from '../graph/graph-panel';
import { IFlowServer, IFlowTracker } from '../tokens';

/** The graph of a flow, in a panel beside its notebook. */
export const flowGraph: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:flow-graph',
  description: 'Shows the steps of a notebook and what flows between them.',
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
  let panel: GraphPanel | null = null;
  const openMenu = (flow: FlowNotebook, step: string, x: number, y: number): void => {
    const menu = new Menu({ commands });
    const args = { path: flow.source.path, step };
    for (const command of stepCommands) if (commands.hasCommand(command)) menu.addItem({ command, args });
    menu.open(x, y);
  };
  commands.addCommand(commandIds.showGraph, {
    label: trans.__('Show the Graph of the Flow'),
    icon: treeViewIcon,
    execute: async () => {
      if (panel === null || panel.isDisposed) {
        const { GraphPanel: Panel } = await import('../graph/graph-panel');
        panel = new Panel({ tracker, server, trans, openMenu });
        const beside = tracker.current === null ? null : tracker.panelOf(tracker.current);
        openPanel(shell, panel, beside === null ? {} : { mode: 'split-right', ref: beside.id, activate: false });
      } else shell.activateById(panel.id);
    }
  });
  palette?.addItem({ command: commandIds.showGraph, category: trans.__('Flow') });
}

/** What the context menu of a step offers. */
const stepCommands = [commandIds.runFromHere, commandIds.openHere, commandIds.showLogs];
