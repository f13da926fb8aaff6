import { cellNumber, finding, type Rule } from '../flow-model';

/** HW160 and HW162: a parameters or setup cell below the first step, though every task runs it first. */
export const lateSetup: Rule = ({ cells, steps }) => {
  const first = steps[0]?.cells[0];
  if (first === undefined) return [];
  return cells
    .filter(each => each.cell.index > first.cell.index)
    .flatMap(each => {
      if (each.role.kind !== 'parameters' && each.role.kind !== 'setup') return [];
      return [
        finding(each.role.kind === 'parameters' ? 'HW160' : 'HW162', 'error', each, {
          message: `The ${each.role.kind} cell (${cellNumber(each.cell)}) lies below step '${steps[0]?.name}', but every task runs it first.`,
          hint: `Move ${cellNumber(each.cell)} above ${cellNumber(first.cell)}, or tag it as a step.`,
          about: each.role.kind
        })
      ];
    });
};
