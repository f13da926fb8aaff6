import { artifacts } from './plugins/artifacts';
import { cardOutput } from './plugins/card-output';
import { comparison } from './plugins/comparison';
import { comparisonOutput } from './plugins/comparison-output';
import { explanation } from './plugins/explanation';
import { flowEdits } from './plugins/flow-edits';
import { flowGraph } from './plugins/flow-graph';
import { flowLogs } from './plugins/flow-logs';
import { flowMode } from './plugins/flow-mode';
import { flowRuns } from './plugins/flow-runs';
import { flowServer } from './plugins/flow-server';
import { flowSteps } from './plugins/flow-steps';
import { flowTracker } from './plugins/flow-tracker';
import { lookBack } from './plugins/look-back';
import { openTaskHere } from './plugins/open-here';
import { runCommands } from './plugins/run-commands';
import { runView } from './plugins/run-view';
import { runs } from './plugins/runs';

/** What JupyterLab loads. */
export default [
  flowServer,
  flowTracker,
  flowEdits,
  flowMode,
  flowSteps,
  explanation,
  flowRuns,
  runCommands,
  flowGraph,
  flowLogs,
  openTaskHere,
  lookBack,
  runs,
  runView,
  artifacts,
  comparison,
  cardOutput,
  comparisonOutput
];
