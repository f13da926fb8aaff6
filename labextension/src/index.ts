import { flowEdits } from './plugins/flow-edits';
import { flowMode } from './plugins/flow-mode';
import { flowRuns } from './plugins/flow-runs';
import { flowServer } from './plugins/flow-server';
import { flowTracker } from './plugins/flow-tracker';
import { lookBack } from './plugins/look-back';
import { runCommands } from './plugins/run-commands';

/** What JupyterLab loads. */
export default [flowServer, flowTracker, flowEdits, flowMode, flowRuns, runCommands, lookBack];
