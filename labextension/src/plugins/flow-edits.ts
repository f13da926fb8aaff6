import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { FlowEdits } from '../edits/flow-edits';
import { IFlowEdits, IFlowTracker } from '../tokens';

/** Changes to a notebook that one undo takes back. */
export const flowEdits: JupyterFrontEndPlugin<IFlowEdits> = {
  id: 'headwater-lab:flow-edits',
  description: 'Changes to a notebook that one undo takes back.',
  autoStart: true,
  requires: [IFlowTracker],
  provides: IFlowEdits,
  activate: (_app: JupyterFrontEnd, tracker: IFlowTracker): IFlowEdits => new FlowEdits(tracker)
};
