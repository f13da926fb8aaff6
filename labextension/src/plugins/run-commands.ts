import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Menu } from '@lumino/widgets';
import { commandIds } from '../commands';
import type { FlowNotebook } from '../flow/flow-notebook';
import { IFlowRuns } from '../run/flow-runs';
import { addRunCommands } from '../run/run-commands';
import { RunMarks } from '../run/run-marks';
import { RunToolbar } from '../run/run-toolbar';
import { tellEnd } from '../run/tell-run';
import { IFlowTracker } from '../tokens';

/** Run, stop, and what has failed: commands, buttons, notifications and marks in the notebook. */
export const runCommands: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:run-commands',
  description: 'Commands and buttons that run flows.',
  autoStart: true,
  requires: [IFlowTracker, IFlowRuns],
  optional: [IToolbarWidgetRegistry, ICommandPalette, ITranslator],
  activate
};

function activate(
  { commands }: JupyterFrontEnd,
  tracker: IFlowTracker,
  runs: IFlowRuns,
  toolbars: IToolbarWidgetRegistry | null,
  palette: ICommandPalette | null,
  translator: ITranslator | null
): void {
  const trans = (translator ?? nullTranslator).load('headwater');
  const marks = new Map<FlowNotebook, RunMarks>();
  const mark = (flow: FlowNotebook): void => {
    const panel = tracker.panelOf(flow);
    if (panel !== null) marks.set(flow, new RunMarks(flow, panel, commands, trans));
    flow.disposed.connect(() => marks.delete(flow));
  };
  tracker.all.forEach(mark);
  tracker.added.connect((_tracker, flow) => mark(flow));
  addRunCommands({ commands, tracker, runs, trans, marksOf: flow => marks.get(flow) ?? null });
  runs.ended.connect((_runs, ended) => tellEnd(ended, commands, trans));
  for (const command of menuCommands) palette?.addItem({ command, category: trans.__('Flow') });
  const menu = new Menu({ commands });
  for (const command of [...menuCommands, commandIds.showLogs]) menu.addItem({ command });
  const openMenu = (button: HTMLElement): void => {
    const { left, bottom } = button.getBoundingClientRect();
    menu.open(left, bottom);
  };
  for (const part of ['run', 'graph', 'status'] as const)
    toolbars?.addFactory<NotebookPanel>(
      'Notebook',
      `headwater-${part}`,
      panel => new RunToolbar(panel, part, { tracker, runs, commands, trans, openMenu })
    );
}

const menuCommands = [commandIds.runFlow, commandIds.runFromHere, commandIds.runWithParameters, commandIds.stopRun, commandIds.showFailure];
