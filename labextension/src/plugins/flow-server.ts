import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { FlowServer } from '../server/flow-server';
import { IFlowServer } from '../tokens';

/** The way to Headwater's server. */
export const flowServer: JupyterFrontEndPlugin<IFlowServer> = {
  id: 'headwater-lab:flow-server',
  description: 'The way to Headwater’s server.',
  autoStart: true,
  provides: IFlowServer,
  activate: (app: JupyterFrontEnd): IFlowServer => new FlowServer(app.serviceManager.serverSettings)
};
