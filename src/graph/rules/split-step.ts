import { cellNumber, finding, type Rule } from '../flow-model';
import { stepOf } from '../flow-cells';

/** HW152: cells of one step with another step's cell between them. */
export const splitStep: Rule = ({ cells, steps }) =>
  steps.flatMap(({ name, cells: own }) => {
    const first = own[0];
    const stranger = cells.find(
      each => first !== undefined && each.cell.index > first.cell.index && stepOf(each) !== null && stepOf(each) !== name
    );
    const after = stranger && own.find(each => each.cell.index > stranger.cell.index);
    if (first === undefined || stranger === undefined || after === undefined) return [];
    return [
      finding('HW152', 'error', after, {
        message: `Step '${name}' is split: ${cellNumber(after.cell)} belongs to it, but ${cellNumber(stranger.cell)} of step '${stepOf(stranger)}' lies between.`,
        hint: `Move ${cellNumber(after.cell)} up to the other cells of '${name}', or give it a step name of its own, for example 'step:${name}_2'.`,
        about: name
      })
    ];
  });
