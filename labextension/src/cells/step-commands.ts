import type { CommandRegistry } from '@lumino/commands';
import type { TranslationBundle } from '@jupyterlab/translation';
import { commandIds } from '../commands';
import { revealCell } from '../flow/reveal-cell';
import { cellsOfStep, stepHeads, stepOf } from '../steps/step-marks';
import type { StepActions, StepPlace } from './step-actions';
import type { Strips } from './strips';

/** What step commands act on. */
export interface StepCommandContext {
  readonly commands: CommandRegistry;
  readonly actions: StepActions;
  readonly strips: Strips;
  readonly trans: TranslationBundle;
}

/** Adds the commands that tag cells and go from step to step. Each that changes the notebook is one undo. */
export function addStepCommands({ commands, actions, strips, trans }: StepCommandContext): void {
  const add = (id: string, label: string, execute: (place: StepPlace) => void, isEnabled: (place: StepPlace) => boolean = always): void => {
    commands.addCommand(id, {
      label,
      isEnabled: () => actions.place !== null && isEnabled(actions.place),
      execute: () => {
        const { place } = actions;
        if (place !== null) execute(place);
      },
      describedBy: { args: { type: 'object', properties: {} } }
    });
  };
  const rename = (place: StepPlace, name: string | null): void => {
    const head = name === null ? undefined : cellsOfStep(place.model.live.cells, name)[0];
    if (head !== undefined) strips.of(place.flow)?.rename(head.id);
  };
  commands.addCommand(commandIds.acceptProposals, {
    label: trans.__('Flow: Take All Proposed Steps'),
    isEnabled: () => actions.place !== null && hasProposals(actions.place),
    execute: ({ path }) => actions.acceptAll(typeof path === 'string' ? path : null),
    describedBy: { args: { type: 'object', properties: { path: { type: 'string', description: trans.__('Path of the open notebook') } } } }
  });
  add(
    commandIds.refuseProposals,
    trans.__('Flow: Take None of the Proposed Steps'),
    ({ flow }) => actions.refuse(flow, null),
    hasProposals
  );
  add(commandIds.makeStep, trans.__('Flow: Make a Step of the Selected Cells'), place => rename(place, actions.makeStep(place)));
  add(commandIds.splitStep, trans.__('Flow: Split the Step Here'), place => rename(place, actions.splitStep(place)), isInStep);
  add(commandIds.mergeStep, trans.__('Flow: Merge with the Step Above'), place => actions.mergeStep(place), isInStep);
  add(commandIds.includeCells, trans.__('Flow: Include in the Step Above'), place => actions.includeCells(place));
  add(commandIds.excludeCells, trans.__('Flow: Exclude from the Flow'), place => actions.excludeCells(place));
  add(commandIds.markSetup, trans.__('Flow: Mark as Setup'), place => actions.markCells(place, 'setup'));
  add(commandIds.markParameters, trans.__('Flow: Mark as Parameters'), place => actions.markCells(place, 'parameters'));
  add(commandIds.renameStep, trans.__('Flow: Rename the Step'), place => rename(place, activeStep(place)), isInStep);
  add(commandIds.nextStep, trans.__('Flow: Go to the Next Step'), place => goToStep(place, 1));
  add(commandIds.previousStep, trans.__('Flow: Go to the Previous Step'), place => goToStep(place, -1));
}

/** Their ids, in the order of the menus. */
export const stepCommands: readonly string[] = [
  commandIds.acceptProposals,
  commandIds.refuseProposals,
  commandIds.makeStep,
  commandIds.splitStep,
  commandIds.mergeStep,
  commandIds.includeCells,
  commandIds.excludeCells,
  commandIds.markSetup,
  commandIds.markParameters,
  commandIds.renameStep,
  commandIds.nextStep,
  commandIds.previousStep
];

function hasProposals({ model }: StepPlace): boolean {
  return model.proposals.count.cells > 0;
}

function isInStep(place: StepPlace): boolean {
  return activeStep(place) !== null;
}

function activeStep({ model, active }: StepPlace): string | null {
  const cell = model.live.cells.find(each => each.id === active);
  return cell === undefined ? null : stepOf(cell);
}

/** The first cell of the step after the active cell's, or before it; from a cell in no step, of the next one. */
function goToStep({ model, active, panel }: StepPlace, direction: 1 | -1): void {
  const { cells } = model.live;
  const heads = stepHeads(cells);
  const at = cells.findIndex(cell => cell.id === active);
  const head = direction === 1 ? heads.find(each => each.index > at) : heads.findLast(each => each.index < at);
  if (head !== undefined) void revealCell(panel, head.id);
}

function always(): boolean {
  return true;
}
