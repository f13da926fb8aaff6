import type { CommandRegistry } from '@lumino/commands';
import type { TranslationBundle } from '@jupyterlab/translation';
import { commandIds } from '../commands';
import type { StepActions, StepPlace } from '../cells/step-actions';
import type { Announcer } from '../cells/announcer';
import type { Strips } from '../cells/strips';
import { revealCell } from '../flow/reveal-cell';
import { editorOf } from './squiggle-marks';
import { offsetsOf } from '../edits/make-changes';
import { adviceOf } from './advice';

/** What problem commands act on. */
export interface ProblemCommandContext {
  readonly commands: CommandRegistry;
  readonly actions: StepActions;
  readonly strips: Strips;
  readonly announcer: Announcer;
  readonly trans: TranslationBundle;
}

/** Adds the commands that go from problem to problem and apply a fix. */
export function addProblemCommands(context: ProblemCommandContext): void {
  const { commands, actions, trans } = context;
  const add = (id: string, label: string, execute: (place: StepPlace) => Promise<void>): void => {
    commands.addCommand(id, {
      label,
      isEnabled: () => actions.place !== null,
      execute: () => (actions.place === null ? undefined : execute(actions.place)),
      describedBy: { args: { type: 'object', properties: {} } }
    });
  };
  add(commandIds.applyFix, trans.__('Flow: Apply the First Fix Here'), place => actions.applyFix(place));
  add(commandIds.nextProblem, trans.__('Flow: Go to the Next Problem'), place => goToProblem(context, place, 1));
  add(commandIds.explainProblem, trans.__('Flow: Explain the Problem Here'), place => explainProblem(context, place));
  add(commandIds.previousProblem, trans.__('Flow: Go to the Previous Problem'), place => goToProblem(context, place, -1));
}

/** Their ids, in the order of the menus. */
export const problemCommands: readonly string[] = [
  commandIds.applyFix,
  commandIds.explainProblem,
  commandIds.nextProblem,
  commandIds.previousProblem
];

/** The first problem of the active cell, else of the next cell that has one. */
async function explainProblem({ commands, announcer, trans }: ProblemCommandContext, { model, active }: StepPlace): Promise<void> {
  const [problem] = [...model.problems.of(active), ...model.problems.of(model.problems.cellAfter(active, 1))];
  if (problem === undefined) return announcer.say(trans.__('There are no problems.'));
  await commands.execute(commandIds.explainCode, { code: problem.code });
}

async function goToProblem(
  { strips, announcer, trans }: ProblemCommandContext,
  { flow, panel, model, active }: StepPlace,
  direction: 1 | -1
): Promise<void> {
  const id = model.problems.cellAfter(active, direction);
  if (id === null) return announcer.say(trans.__('There are no problems.'));
  const [problem] = model.problems.of(id);
  const cell = await revealCell(panel, id);
  strips.of(flow)?.showProblems(id);
  if (cell === null || problem === undefined) return;
  announcer.say(`${problem.message} ${adviceOf(problem)}`);
  const view = editorOf(cell);
  if (view === null || problem.range === null) return;
  const { from } = offsetsOf(view.state.doc.toString(), problem.range);
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
}
