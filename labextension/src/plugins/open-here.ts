import { commandIds } from '../commands';
import { KernelRefusal } from '../kernel/kernel-values';
import { openHere } from '../kernel/open-here';
import { tellBusy } from '../kernel/tell-busy';
import { tellOpening, tellRefused } from '../kernel/tell-opening';
import { activeStep, flowOf } from '../run/find-flow';
import { tellError } from '../run/tell-run';
import { flowPlugin, type FlowParts } from './flow-plugin';

/** *Open here*: a task's inputs become variables of the notebook's kernel. */
export const openTaskHere = flowPlugin('open-here', "Loads a task's inputs into the notebook's kernel.", activate);

function activate({ app: { commands }, tracker, server, trans, list }: FlowParts): void {
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
  list(commandIds.openHere);
}
