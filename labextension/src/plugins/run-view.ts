import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { listIcon } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import type { CardData } from '../../../src/card/card-document';
import { CardOutput, type CardPlace } from '../card-output/card-output';
import { commandIds } from '../commands';
import { openPanel } from '../flow/open-panel';
import { RunDetail } from '../runs/run-detail';
import { RunView } from '../runs/run-view';
import { IArtifactViewer, IFlowServer } from '../tokens';
import { cardPlace } from './card-place';

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
    const place = cardPlace(server, rendermime, () => path);
    const actions = {
      openVariable: (variable: { readonly pathspec: string }, anchor: HTMLElement) => artifacts?.open(path, variable.pathspec, anchor),
      compare: () => void commands.execute(commandIds.compareWith, { path, pathspec }),
      drawCard: (data: CardData, host: HTMLElement) => drawCard(place, data, host)
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

/** As a cell's output shows it, live while its step runs. */
function drawCard(place: CardPlace, data: CardData, host: HTMLElement): CardOutput {
  const output = new CardOutput(place);
  Widget.attach(output, host);
  void output.showCard(data);
  return output;
}
