import { stepTags } from '../../notebook/cell-role';
import type { Cell } from '../../notebook/cell';
import type { CellChange } from '../../notebook/fix';
import { stepOf } from '../flow-cells';
import type { FlowModel } from '../flow-model';
import { nameFromVariables, slugOf } from '../propose-names';
import { asRole, cellAt, cellNumbers, flowCellAt, newStepName, type Fixer } from './fixer';

/** HW151: a name that is possible; the one that was wanted stays as the step's title. All cells of the step follow. */
export const fixStepName: Fixer = (diagnostic, { model }) => {
  const cell = cellAt(diagnostic, model);
  const wanted = diagnostic.about;
  if (cell === null || wanted === null) return [];
  const name = newStepName(slugOf(wanted) ?? nameByContent(cell, model), model);
  const cells = model.notebook.cells.filter(each => stepTags(each).includes(wanted));
  const changes = cells.map((each): CellChange => ({ kind: 'tags', cell: each.id, add: [`step:${name}`], remove: [`step:${wanted}`] }));
  const isTitle = wanted.trim() !== '';
  const title = isTitle ? ` and keep '${wanted}' as its title` : '';
  return [{ title: `Name the step '${name}'${title}`, changes: [...changes, ...(isTitle ? titleOf(cells[0] ?? cell, wanted) : [])] }];
};

function nameByContent(cell: Cell, model: FlowModel): string {
  const facts = model.cells.find(each => each.cell.id === cell.id)?.facts;
  return nameFromVariables(facts?.writes.map(use => use.name) ?? [], facts?.reads.map(use => use.name) ?? []);
}

/** No title is put over one that is there, nor into settings that are broken. */
function titleOf(cell: Cell, title: string): CellChange[] {
  const { settings } = cell;
  if (settings !== null && (typeof settings !== 'object' || Array.isArray(settings) || 'title' in settings)) return [];
  return [{ kind: 'settings', cell: cell.id, settings: { ...settings, title: title.trim().slice(0, 200) } }];
}

/** HW154 of a step: another name; all its cells follow. */
export const fixReservedStepName: Fixer = (diagnostic, { model }) => {
  const name = diagnostic.about;
  const step = model.steps.find(each => each.name === name);
  if (step === undefined || diagnostic.range !== null) return [];
  const other = newStepName(step.name, model);
  return [{ title: `Rename step '${step.name}' to '${other}'`, changes: step.cells.map(({ cell }) => asRole(cell, `step:${other}`)) }];
};

/** HW166: the second foreach begins a step of its own, with the cells after it. */
export const fixSecondForeach: Fixer = (diagnostic, { model }) => {
  const from = flowCellAt(diagnostic, model);
  const step = model.steps.find(each => each.name === (from && stepOf(from)));
  if (from === null || step === undefined) return [];
  const changes: CellChange[] = [];
  const names: string[] = [];
  for (const each of step.cells.filter(({ cell }) => cell.index >= from.cell.index)) {
    if (each.facts.foreach !== null) names.push(newStepName(step.name, model, names));
    changes.push(asRole(each.cell, `step:${names.at(-1) ?? step.name}`));
  }
  const cells = step.cells.map(({ cell }) => cell).filter(cell => cell.index >= from.cell.index);
  return [{ title: `Give ${cellNumbers(cells)} a step of ${cells.length === 1 ? 'its' : 'their'} own, '${names.join("', '")}'`, changes }];
};
