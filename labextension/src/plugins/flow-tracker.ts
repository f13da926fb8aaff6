import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { FlowTracker } from '../flow/flow-tracker';
import { IFlowServer, IFlowTracker } from '../tokens';

/** The notebooks that are open, as flows. */
export const flowTracker: JupyterFrontEndPlugin<IFlowTracker> = {
  id: 'headwater-lab:flow-tracker',
  description: 'The notebooks that are open, as flows.',
  autoStart: true,
  requires: [INotebookTracker, IFlowServer],
  provides: IFlowTracker,
  activate: (_app: JupyterFrontEnd, notebooks: INotebookTracker, server: IFlowServer): IFlowTracker => new FlowTracker(notebooks, server)
};
