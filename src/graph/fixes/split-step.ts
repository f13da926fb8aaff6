import type { CellChange, Fix } from '../../notebook/fix';
import { stepOf, type FlowCell } from '../flow-cells';
import type { FlowModel } from '../flow-model';
import { asRole, cellNumbers, flowCellAt, newStepName, type Fixer } from './fixer';
import { areIndependent } from './neighbours';

/** HW152: the later cells move up, where no cell in between has to do with them; or they get names of their own, which is always right. */
export const fixSplitStep: Fixer = (diagnostic, { model, trial }) => {
  const after = flowCellAt(diagnostic, model);
  const name = after === null ? null : stepOf(after);
  const own = model.cells.filter(each => stepOf(each) === name);
  const [first] = own;
  if (after === null || name === null || first === undefined) return [];
  const between = model.cells.filter(each => each.cell.index > first.cell.index && !own.includes(each) && stepOf(each) !== null);
  const [stranger] = between;
  if (stranger === undefined) return [];
  const later = own.filter(each => each.cell.index > stranger.cell.index);
  const up = moveUp(name, later, stranger);
  const last = later.at(-1)?.cell.index ?? 0;
  const passed = model.cells.filter(each => each.cell.index >= stranger.cell.index && each.cell.index < last && !later.includes(each));
  const others = [renameLater(name, later, model)];
  return areIndependent(later, passed, model) && trial.ends(diagnostic, up.changes) ? [up, ...others] : others;
};

function moveUp(name: string, later: readonly FlowCell[], stranger: FlowCell): Fix {
  return {
    title: `Move ${cellNumbers(later.map(each => each.cell))} up to the other cells of '${name}'`,
    changes: later.map(({ cell }): CellChange => ({ kind: 'move', cell: cell.id, before: stranger.cell.id }))
  };
}

/** A new name for each group of cells with no other step between them. */
function renameLater(name: string, later: readonly FlowCell[], model: FlowModel): Fix {
  const names: string[] = [];
  let before: FlowCell | null = null;
  const changes = later.map(each => {
    if (before === null || hasStepBetween(before, each, model)) names.push(newStepName(name, model, names));
    before = each;
    return asRole(each.cell, `step:${names.at(-1) ?? name}`);
  });
  return { title: `Name the step of ${cellNumbers(later.map(each => each.cell))} '${names.join("', '")}'`, changes };
}

function hasStepBetween(a: FlowCell, b: FlowCell, { cells }: FlowModel): boolean {
  return cells.some(each => each.cell.index > a.cell.index && each.cell.index < b.cell.index && stepOf(each) !== null);
}
