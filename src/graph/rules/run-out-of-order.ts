import { cellNumber, finding, type Rule } from '../flow-model';

/** HW159: execution counts that do not rise from top to bottom: the outputs shown may not be what a run gives. */
export const runOutOfOrder: Rule = ({ cells }) => {
  const run = cells.filter(each => each.role.kind !== 'scratch' && each.cell.executionCount !== null);
  const late = run.findIndex((each, i) => i > 0 && (each.cell.executionCount ?? 0) <= (run[i - 1]?.cell.executionCount ?? 0));
  const [before, after] = [run[late - 1], run[late]];
  if (before === undefined || after === undefined) return [];
  return [
    finding('HW159', 'warning', after, {
      message: `The cells were run out of order: ${cellNumber(after.cell)} as [${after.cell.executionCount}], ${cellNumber(before.cell)} above it as [${before.cell.executionCount}].`,
      hint: 'The flow runs from top to bottom; restart the kernel and run all cells to see what that gives.',
      about: null
    })
  ];
};
