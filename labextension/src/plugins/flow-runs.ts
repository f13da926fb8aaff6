import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { commandIds } from '../commands';
import type { FlowNotebook } from '../flow/flow-notebook';
import { FlowRuns, IFlowRuns } from '../run/flow-runs';
import { IFlowServer, IFlowTracker } from '../tokens';

/** The runs of the notebooks that are open. */
export const flowRuns: JupyterFrontEndPlugin<IFlowRuns> = {
  id: 'headwater-lab:flow-runs',
  description: 'Starts, stops and follows the runs of open notebooks.',
  autoStart: true,
  requires: [IFlowTracker, IFlowServer],
  provides: IFlowRuns,
  activate
};

function activate({ commands }: JupyterFrontEnd, tracker: IFlowTracker, server: IFlowServer): IFlowRuns {
  const runs = new FlowRuns(server, {
    acceptProposals: async flow => {
      if (commands.hasCommand(commandIds.acceptProposals)) await commands.execute(commandIds.acceptProposals, { path: flow.source.path });
    },
    save: flow => save(tracker, flow)
  });
  for (const flow of tracker.all) runs.add(flow);
  tracker.added.connect((_tracker, flow) => runs.add(flow));
  // Somebody else may have started a run meanwhile, on the command line or in another window.
  tracker.currentChanged.connect((_tracker, flow) => (flow === null ? undefined : runs.look(flow)));
  window.addEventListener('focus', () => (tracker.current === null ? undefined : runs.look(tracker.current)));
  return runs;
}

/** A run reads the notebook from disk. */
async function save(tracker: IFlowTracker, flow: FlowNotebook): Promise<void> {
  const context = tracker.panelOf(flow)?.context;
  if (context !== undefined && (context.model.dirty || context.model.collaborative === true)) await context.save();
}
