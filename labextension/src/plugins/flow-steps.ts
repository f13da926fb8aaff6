import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Announcer } from '../cells/announcer';
import { StepActions } from '../cells/step-actions';
import { addStepCommands, stepCommands } from '../cells/step-commands';
import { Strips } from '../cells/strips';
import { commandIds } from '../commands';
import type { FlowNotebook } from '../flow/flow-notebook';
import { focusNotebook } from '../flow/focus-notebook';
import { addSettingsPanel } from '../settings/settings-command';
import { addProblemCommands, problemCommands } from '../diagnostics/problem-commands';
import { FlowSteps } from '../steps/flow-steps';
import { IFlowEdits, IFlowServer, IFlowTracker } from '../tokens';

/** Steps in the notebook: proposals, strips above cells, problems, and the commands that change steps. */
export const flowSteps: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:flow-steps',
  description: 'Shows the steps of a flow notebook above its cells, and changes them.',
  autoStart: true,
  requires: [IFlowTracker, IFlowEdits, IFlowServer],
  optional: [ICommandPalette, ITranslator],
  activate
};

function activate(
  app: JupyterFrontEnd,
  tracker: IFlowTracker,
  edits: IFlowEdits,
  server: IFlowServer,
  palette: ICommandPalette | null,
  translator: ITranslator | null
): void {
  const { commands } = app;
  const trans = (translator ?? nullTranslator).load('headwater');
  const announcer = new Announcer();
  const steps = new FlowSteps(tracker);
  const actions = new StepActions(tracker, edits, steps, announcer, trans);
  const explain = (code: string): void => void commands.execute(commandIds.explainCode, { code });
  const answer = (flow: FlowNotebook, cell: string | null, accepted: boolean): void => {
    if (accepted) actions.accept(flow, cell);
    else actions.refuse(flow, cell);
    focusNotebook(tracker.panelOf(flow));
  };
  const strips = new Strips({
    tracker,
    steps,
    server,
    trans,
    actions: {
      accept: flow => answer(flow, null, true),
      refuse: flow => answer(flow, null, false),
      rename: (flow, step, typed) => actions.rename(flow, step, typed),
      answerProposal: answer,
      fix: (flow, code, title, cell) => void actions.fix(flow, code, title, cell),
      explain
    }
  });
  addStepCommands({ commands, actions, strips, trans });
  addProblemCommands({ commands, actions, strips, announcer, trans });
  const openSettings = addSettingsPanel(app, steps, { tracker, edits, actions, explain, trans });
  for (const command of [...stepCommands, openSettings, ...problemCommands]) palette?.addItem({ command, category: trans.__('Flow') });
}
