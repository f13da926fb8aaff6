import { flowEdits } from './plugins/flow-edits';
import { flowMode } from './plugins/flow-mode';
import { flowServer } from './plugins/flow-server';
import { flowTracker } from './plugins/flow-tracker';

/** What JupyterLab loads. */
export default [flowServer, flowTracker, flowMode, flowEdits];
