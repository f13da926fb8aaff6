import type { CellChange, Fix } from '../../notebook/fix';
import { isSetup, stepOf, type FlowCell } from '../flow-cells';
import type { FlowModel } from '../flow-model';
import { makersOf } from '../missing-names';
import { onlyLiterals } from '../propose-role';
import { asRole, cellNumbers, flowCellAt, newStepName, passing, type Fixer } from './fixer';
import { canJoin, firstStepCell, ownNameOf } from './neighbours';

/** HW156: the scratch cell that makes the value becomes part of the flow, with the scratch cells that it needs itself. */
export const fixScratchValue: Fixer = (diagnostic, context) => {
  const { model } = context;
  const reader = flowCellAt(diagnostic, model);
  const name = diagnostic.about;
  if (reader === null || name === null) return [];
  const scratch = makersOf(name, model).values.filter(each => each.role.kind === 'scratch');
  const maker = scratch.findLast(each => each.cell.index < reader.cell.index) ?? scratch[0];
  if (maker === undefined) return [];
  const cells = withNeeded([maker, ...changersBetween(name, maker, reader, model)], model);
  const down = cells.filter(each => each.cell.index > reader.cell.index);
  const up = down.map(({ cell }): CellChange => ({ kind: 'move', cell: cell.id, before: reader.cell.id }));
  const moved = up.length === 0 ? '' : `, moved above ${cellNumbers([reader.cell])}`;
  const ways = isSetup(reader) ? [asSetup(cells)] : waysIn(cells, stepOf(reader), model);
  return passing(
    diagnostic,
    context,
    ways.map(({ title, changes }) => ({ title: title + moved, changes: [...up, ...changes] }))
  );
};

/** HW157: the scratch cell that changes the value becomes part of the flow, with the scratch cells that it needs itself. */
export const fixScratchChange: Fixer = (diagnostic, context) => {
  const { model } = context;
  const cell = flowCellAt(diagnostic, model);
  if (cell === null) return [];
  const reader = model.resolution.reads.find(
    each => each.name === diagnostic.about && each.reader.role.kind === 'step' && each.reader.cell.index > cell.cell.index
  );
  const steps = [reader === undefined ? null : stepOf(reader.reader), ...model.steps.map(each => each.name)];
  const joined = steps.find(name => name !== null && canJoin(cell, name, model)) ?? null;
  return passing(diagnostic, context, waysIn(withNeeded([cell], model), joined, model));
};

/** Scratch cells between the two that change what the later one reads of the earlier one: the notebook shows their effect. */
function changersBetween(name: string, maker: FlowCell, reader: FlowCell, { cells }: FlowModel): FlowCell[] {
  return cells.filter(
    ({ cell, role, facts }) =>
      role.kind === 'scratch' &&
      cell.index > maker.cell.index &&
      cell.index < reader.cell.index &&
      [...facts.mutates, ...facts.writes].some(use => use.name === name)
  );
}

/** The cells and those scratch cells above them whose values they need, in notebook order. */
function withNeeded(cells: readonly FlowCell[], model: FlowModel): FlowCell[] {
  const needed = new Set(cells);
  for (const cell of needed)
    for (const read of model.resolution.reads) {
      if (read.reader !== cell || read.source.kind !== 'missing') continue;
      const makers = makersOf(read.name, model).values.filter(each => each.role.kind === 'scratch');
      const maker = makers.findLast(each => each.cell.index < cell.cell.index);
      if (maker === undefined) continue;
      needed.add(maker);
      for (const changer of changersBetween(read.name, maker, cell, model)) needed.add(changer);
    }
  return [...needed].sort((a, b) => a.cell.index - b.cell.index);
}

/** Ways to make scratch cells part of the flow: mere literals above the first step as setup, then as part of a step, then as steps. */
function waysIn(cells: readonly FlowCell[], step: string | null, model: FlowModel): Fix[] {
  const first = firstStepCell(model)?.cell.index ?? Infinity;
  const ways: Fix[] = [];
  const isEarly = cells.every(each => each.cell.index < first);
  const areLiterals = cells.every(each => onlyLiterals(each.cell.source));
  if (isEarly && areLiterals) ways.push(asSetup(cells));
  if (step !== null && cells.every(each => canJoin(each, step, model))) ways.push(asPartOf(cells, step));
  ways.push(asSteps(cells, model));
  if (isEarly && !areLiterals) ways.push(asSetup(cells));
  return ways;
}

function asSetup(cells: readonly FlowCell[]): Fix {
  return { title: `Tag ${cellNumbers(cells.map(each => each.cell))} as setup`, changes: cells.map(({ cell }) => asRole(cell, 'setup')) };
}

function asPartOf(cells: readonly FlowCell[], step: string): Fix {
  const numbers = cellNumbers(cells.map(each => each.cell));
  return { title: `Tag ${numbers} as part of step '${step}'`, changes: cells.map(({ cell }) => asRole(cell, `step:${step}`)) };
}

/** Cells with no step's cell between them become one step. */
function asSteps(cells: readonly FlowCell[], model: FlowModel): Fix {
  const groups: FlowCell[][] = [];
  for (const each of cells) {
    const before = groups.at(-1)?.at(-1);
    const isApart =
      before === undefined ||
      model.cells.some(other => stepOf(other) !== null && other.cell.index > before.cell.index && other.cell.index < each.cell.index);
    if (isApart) groups.push([each]);
    else groups.at(-1)?.push(each);
  }
  const names: string[] = [];
  for (const group of groups) names.push(newStepName(ownNameOf(group), model, names));
  const changes = groups.flatMap((group, i) => group.map(({ cell }) => asRole(cell, `step:${names[i] ?? ''}`)));
  const numbers = cellNumbers(cells.map(each => each.cell));
  return { title: `Tag ${numbers} as ${names.length === 1 ? 'step' : 'steps'} '${names.join("', '")}'`, changes };
}
