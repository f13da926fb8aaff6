import type { TranslationBundle } from '@jupyterlab/translation';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { ServerState } from '../server/server-token';

/** Why there is no graph of a notebook, and what to do about it. */
export function whyEmpty(flow: Pick<FlowNotebook, 'on' | 'analysis' | 'failure'>, server: ServerState, trans: TranslationBundle): string {
  if (!flow.on) return trans.__('Flow mode is off for this notebook. Press Flow in its toolbar to see its steps.');
  const trouble = server.up ? flow.failure : server.error;
  if (flow.analysis === null && trouble !== null) return `${trouble.message} ${trouble.hint}`.trim();
  if (flow.analysis === null) return trans.__('Reading the notebook…');
  if (flow.analysis.proposals.length > 0)
    return trans.__('This notebook has no steps yet. Accept the proposal, or run the flow, and the graph appears here.');
  if (flow.analysis.limits !== null) return flow.analysis.limits;
  return trans.__(
    'This notebook has no steps yet. Select cells and press S S in command mode, or use “Flow: Make a Step” from their right-click menu, and the graph appears here.'
  );
}
