import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { listIcon } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import type { CardData } from '../../../src/card/card-document';
import { CardOutput } from '../card-output/card-output';
import { drawNativeChart } from '../card-output/native-chart';
import { commandIds } from '../commands';
import { openPanel } from '../flow/open-panel';
import { RunDetail } from '../runs/run-detail';
import { RunView } from '../runs/run-view';
import { IArtifactViewer, IFlowServer } from '../tokens';

/** A run in a tab of the main area. */
export const runView: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:run-view',
  description: 'Opens a run to its steps, tasks, values and logs.',
  autoStart: true,
  requires: [IFlowServer, IRenderMimeRegistry],
  optional: [IArtifactViewer, ITranslator],
  activate
};

function activate(
  { commands, shell }: JupyterFrontEnd,
  server: IFlowServer,
  rendermime: IRenderMimeRegistry,
  artifacts: IArtifactViewer | null,
  translator: ITranslator | null
): void {
  const trans = (translator ?? nullTranslator).load('headwater');
  const open = new Map<string, MainAreaWidget<RunView>>();
  const make = (path: string, pathspec: string): void => {
    const actions = {
      openVariable: (variable: { readonly pathspec: string }, anchor: HTMLElement) => artifacts?.open(path, variable.pathspec, anchor),
      compare: () => void commands.execute(commandIds.compareWith, { path, pathspec }),
      drawCard: (data: CardData, host: HTMLElement) => drawCard(rendermime, server, data, host)
    };
    const widget = new MainAreaWidget({ content: new RunView(new RunDetail(server, path, pathspec), actions, trans) });
    widget.id = `headwater-run-${pathspec}`;
    widget.title.label = pathspec;
    widget.title.icon = listIcon;
    widget.title.closable = true;
    widget.disposed.connect(() => open.delete(pathspec));
    open.set(pathspec, widget);
    openPanel(shell, widget);
  };
  commands.addCommand(commandIds.openRun, {
    label: trans.__('Open a Run'),
    isVisible: () => false,
    execute: ({ path, pathspec }) => {
      if (typeof path !== 'string' || typeof pathspec !== 'string') return;
      const there = open.get(pathspec);
      if (there === undefined) make(path, pathspec);
      else shell.activateById(there.id);
    }
  });
}

/** As a cell's output shows it; cards of committed tasks do not change any more. */
function drawCard(rendermime: IRenderMimeRegistry, server: IFlowServer, data: CardData, host: HTMLElement): CardOutput {
  const output = new CardOutput({
    follow: (path, pathspec, onCard) => server.follow('card/follow', { path, pathspec }, 'card', onCard),
    pathOf: () => '',
    drawChart: (chart, place) => drawNativeChart(rendermime, chart, place)
  });
  Widget.attach(output, host);
  void output.drawCard(data);
  return output;
}
