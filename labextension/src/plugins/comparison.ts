import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { MainAreaWidget, Notification } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { RunPage } from '../../../src/server/api/run';
import { commandIds } from '../commands';
import { openPanel } from '../flow/open-panel';
import { chooseRun } from '../comparison/choose-run';
import { ComparisonView, type ComparisonAddress } from '../comparison/comparison-view';
import { IArtifactViewer, IFlowServer } from '../tokens';

/** Two runs side by side. */
export const comparison: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:comparison',
  description: 'Shows two runs side by side.',
  autoStart: true,
  requires: [IFlowServer],
  optional: [IArtifactViewer, ITranslator],
  activate
};

function activate(
  { commands, shell }: JupyterFrontEnd,
  server: IFlowServer,
  artifacts: IArtifactViewer | null,
  translator: ITranslator | null
): void {
  const trans = (translator ?? nullTranslator).load('headwater');
  const show = (address: ComparisonAddress): void => {
    const open = (pathspec: string, anchor: HTMLElement): void => artifacts?.open(address.path, pathspec, anchor);
    const widget = new MainAreaWidget({ content: new ComparisonView(server, address, open, trans) });
    widget.id = `headwater-compare-${address.a}-${address.b}-${Date.now()}`;
    widget.title.label = trans.__('Two runs');
    widget.title.caption = `${address.a}, ${address.b}`;
    widget.title.closable = true;
    openPanel(shell, widget);
  };
  commands.addCommand(commandIds.compareRuns, {
    label: trans.__('Compare Two Runs'),
    isVisible: () => false,
    execute: ({ path, a, b }) => {
      if (typeof path === 'string' && typeof a === 'string' && typeof b === 'string') show({ path, a, b });
    }
  });
  commands.addCommand(commandIds.compareWith, {
    label: trans.__('Compare With Another Run'),
    isVisible: () => false,
    execute: async ({ path, pathspec }) => {
      if (typeof path !== 'string' || typeof pathspec !== 'string') return;
      const page = await server.ask<RunPage>('runs', { path, flow: pathspec.split('/')[0] ?? '', limit: 200 });
      const others = page.runs.filter(row => row.pathspec !== pathspec);
      if (others.length === 0) Notification.info(trans.__('There is no other run of this flow yet.'), { autoClose: 5_000 });
      const other = others.length === 0 ? null : await chooseRun(others, trans);
      const at = page.runs.findIndex(row => row.pathspec === pathspec);
      const isNewer = page.runs.findIndex(row => row.pathspec === other) > at && at >= 0;
      if (other !== null) show(isNewer ? { path, a: other, b: pathspec } : { path, a: pathspec, b: other });
    }
  });
}
