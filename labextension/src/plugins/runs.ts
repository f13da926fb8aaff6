import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { listIcon } from '@jupyterlab/ui-components';
import { commandIds } from '../commands';
import { RunsModel } from '../runs/runs-model';
import type { RunActions } from '../runs/run-actions';
import { RunsPanel } from '../runs/runs-panel';
import { IFlowServer, IFlowTracker } from '../tokens';

/** The side panel of runs. */
export const runs: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:runs',
  description: 'Lists the runs of a notebook’s flow, or of all flows.',
  autoStart: true,
  requires: [IFlowTracker, IFlowServer],
  optional: [ICommandPalette, ILayoutRestorer, ITranslator],
  activate
};

function activate(
  { commands, shell }: JupyterFrontEnd,
  tracker: IFlowTracker,
  server: IFlowServer,
  palette: ICommandPalette | null,
  restorer: ILayoutRestorer | null,
  translator: ITranslator | null
): void {
  const trans = (translator ?? nullTranslator).load('headwater');
  const model = new RunsModel(tracker, server);
  const path = (): string => model.notebook?.source.path ?? '';
  const actions: RunActions = {
    lookBack: ({ pathspec }) => model.notebook?.showRun(pathspec),
    leave: () => tracker.current?.showRun(null),
    open: ({ pathspec }) => void commands.execute(commandIds.openRun, { path: path(), pathspec }),
    compare: (a, b) => void commands.execute(commandIds.compareRuns, { path: path(), a: a.pathspec, b: b.pathspec })
  };
  const panel = new RunsPanel(model, actions, trans);
  panel.id = 'headwater-runs';
  panel.title.icon = listIcon;
  panel.title.caption = trans.__('Runs');
  panel.node.setAttribute('role', 'region');
  panel.node.setAttribute('aria-label', trans.__('Runs'));
  shell.add(panel, 'left', { rank: 650, type: 'Headwater' });
  restorer?.add(panel, 'headwater-runs');
  commands.addCommand(commandIds.showRuns, {
    label: trans.__('Show Runs'),
    icon: listIcon,
    execute: async () => {
      shell.activateById(panel.id);
      // Whoever comes from the command palette is given the focus of before when it closes.
      await new Promise(resolve => setTimeout(resolve, 50));
      panel.activate();
    }
  });
  palette?.addItem({ command: commandIds.showRuns, category: trans.__('Flow') });
}
