import type { JupyterFrontEnd } from '@jupyterlab/application';
import { commandIds } from '../commands';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { FlowSteps } from '../steps/flow-steps';
import { StepPanel, type StepPanelContext } from './step-panel';

/** Adds the side panel of the current step, and the command that shows it; gives the command's id. */
export function addSettingsPanel(app: JupyterFrontEnd, steps: FlowSteps, context: StepPanelContext): string {
  const panel = new StepPanel(context);
  app.shell.add(panel, 'right', { rank: 650, type: 'Headwater' });
  const follow = (flow: FlowNotebook): void => {
    flow.onChanged.connect(panel.refresh, panel);
    flow.analysisChanged.connect(panel.refresh, panel);
    steps.of(flow)?.live.changed.connect(panel.refresh, panel);
    context.tracker.panelOf(flow)?.content.activeCellChanged.connect(panel.refresh, panel);
  };
  context.tracker.all.forEach(follow);
  context.tracker.added.connect((_tracker, flow) => follow(flow));
  app.commands.addCommand(commandIds.openSettings, {
    label: context.trans.__('Flow: Open the Settings of the Step'),
    execute: () => app.shell.activateById(panel.id),
    describedBy: { args: { type: 'object', properties: {} } }
  });
  return commandIds.openSettings;
}
