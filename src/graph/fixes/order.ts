import type { CellChange, Fix } from '../../notebook/fix';
import { stepOf, type FlowCell } from '../flow-cells';
import type { FlowModel } from '../flow-model';
import { makersOf } from '../missing-names';
import { asRole, cellNumbers, flowCellAt, newStepName, passing, type Fixer } from './fixer';
import { below, canJoin, cellsWith, firstStepCell, ownNameOf } from './neighbours';

/** HW155: the cell that makes the name moves up, alone or with its step; or those that use it move down. */
export const fixUsedBeforeDefined: Fixer = (diagnostic, context) => {
  const { model } = context;
  const reader = flowCellAt(diagnostic, model);
  const maker = reader === null ? null : makerBelow(diagnostic.about ?? '', reader, model);
  if (reader === null || maker === null) return [];
  const readers = cellsWith(reader, model);
  const first = readers[0] ?? reader;
  const makers = cellsWith(maker, model);
  const last = makers.at(-1) ?? maker;
  return passing(diagnostic, context, [
    move([maker], stepOf(maker) === stepOf(reader) ? reader.cell.id : first.cell.id, `above ${cellNumbers([reader.cell])}`),
    move(makers, first.cell.id, `above ${cellNumbers([reader.cell])}`),
    move([reader], below(maker, model), `below ${cellNumbers([maker.cell])}`),
    move(readers, below(last, model), `below ${cellNumbers([last.cell])}`)
  ]);
};

/** As the rule finds it: a value of a flow cell, else a definition. */
function makerBelow(name: string, reader: FlowCell, model: FlowModel): FlowCell | null {
  const { values, definitions } = makersOf(name, model);
  const isLater = (each: FlowCell): boolean => each.cell.index > reader.cell.index;
  return values.find(each => each.role.kind !== 'scratch' && isLater(each)) ?? definitions.find(isLater) ?? null;
}

/** HW160 and HW162: the cell moves above the first step, where all that it reads is there already; or it becomes a step. */
export const fixLateSetup: Fixer = (diagnostic, context) => {
  const cell = flowCellAt(diagnostic, context.model);
  const first = firstStepCell(context.model);
  if (cell === null || first === null) return [];
  return passing(diagnostic, context, [move([cell], first.cell.id, 'above the first step'), ...asStep(cell, context.model)]);
};

/** HW161: the setup cell becomes a step, below the cell that makes what it reads. */
export const fixSetupReadsStep: Fixer = (diagnostic, context) => {
  const { model } = context;
  const cell = flowCellAt(diagnostic, model);
  const maker = makersOf(diagnostic.about ?? '', model).values.find(each => stepOf(each) !== null);
  if (cell === null || maker === undefined) return [];
  const steps = asStep(cell, model);
  const down = move([cell], below(maker, model), `below ${cellNumbers([maker.cell])}`);
  const moved = steps.map(({ title, changes }): Fix => ({
    title: `${title}, ${down.title.replace(/^Move \S+ \S+/, 'moved')}`,
    changes: [...changes, ...down.changes]
  }));
  return passing(diagnostic, context, [...steps, ...moved]);
};

/** Ways to make a setup cell part of the steps: of the one that it lies in, or a new one. */
function asStep(cell: FlowCell, model: FlowModel): Fix[] {
  const around = model.steps.map(each => each.name).filter(name => canJoin(cell, name, model));
  const own = newStepName(ownNameOf([cell]), model);
  const number = cellNumbers([cell.cell]);
  return [
    { title: `Tag ${number} as a step of its own, '${own}'`, changes: [asRole(cell.cell, `step:${own}`)] },
    ...around.map((name): Fix => ({ title: `Tag ${number} as part of step '${name}'`, changes: [asRole(cell.cell, `step:${name}`)] }))
  ];
}

function move(cells: readonly FlowCell[], before: string | null, where: string): Fix {
  const changes = cells.map(({ cell }): CellChange => ({ kind: 'move', cell: cell.id, before }));
  return { title: `Move ${cellNumbers(cells.map(each => each.cell))} ${where}`, changes };
}
