import { treeViewIcon } from '@jupyterlab/ui-components';
import { Menu } from '@lumino/widgets';
import { commandIds } from '../commands';
import type { FlowNotebook } from '../flow/flow-notebook';
import { openPanel } from '../flow/open-panel';
import type { GraphPanel } from '../graph/graph-panel';
import { flowPlugin, type FlowParts } from './flow-plugin';

/** The graph of a flow, in a panel beside its notebook. */
export const flowGraph = flowPlugin('flow-graph', 'Shows the steps of a notebook and what flows between them.', activate);

function activate({ app: { commands, shell }, tracker, server, trans, list }: FlowParts): void {
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
  list(commandIds.showGraph);
}

/** What the context menu of a step offers. */
const stepCommands = [commandIds.runFromHere, commandIds.openHere, commandIds.showLogs];
