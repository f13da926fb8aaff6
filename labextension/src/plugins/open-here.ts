import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { commandIds } from '../commands';
import { KernelRefusal } from '../kernel/kernel-values';
import { openHere } from '../kernel/open-here';
import { tellBusy } from '../kernel/tell-busy';
import { tellOpening, tellRefused } from '../kernel/tell-opening';
import { activeStep, flowOf } from '../run/find-flow';
import { tellError } from '../run/tell-run';
import { IFlowServer, IFlowTracker } from '../tokens';

/** *Open here*: a task's inputs become variables of the notebook's kernel. */
export const openTaskHere: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:open-here',
  description: "Loads a task's inputs into the notebook's kernel.",
  autoStart: true,
  requires: [IFlowTracker, IFlowServer],
  optional: [ICommandPalette, ITranslator],
  activate
};

function activate(
  { commands }: JupyterFrontEnd,
  tracker: IFlowTracker,
  server: IFlowServer,
  palette: ICommandPalette | null,
  translator: ITranslator | null
): void {
  const trans = (translator ?? nullTranslator).load('headwater');
  commands.addCommand(commandIds.openHere, {
    label: trans.__('Open Here: Load the Inputs of This Step into the Kernel'),
    isEnabled: args => flowOf(tracker, args)?.on ?? false,
    execute: async args => {
      const flow = flowOf(tracker, args);
      const panel = flow === null ? null : tracker.panelOf(flow);
      if (flow === null || panel === null) return;
      const isSaid = ['pathspec', 'step', 'cell'].some(name => typeof args[name] === 'string');
      const wanted = isSaid ? args : { ...args, step: activeStep(flow, panel) };
      try {
        tellBusy(panel, trans);
        tellOpening(await openHere(flow, panel, server, wanted), panel, trans);
      } catch (error) {
        if (error instanceof KernelRefusal) tellRefused(error, trans);
        else tellError(error, trans);
      }
    }
  });
  palette?.addItem({ command: commandIds.openHere, category: trans.__('Flow') });
}
