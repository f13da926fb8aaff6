import { cellNumber, finding, type Rule } from '../flow-model';

/** HW166: a step with more than one cell that fans out. */
export const secondForeach: Rule = ({ steps }) =>
  steps.flatMap(({ name, cells }) => {
    const [first, second] = cells.filter(each => each.facts.foreach !== null);
    if (first === undefined || second === undefined) return [];
    return [
      finding('HW166', 'error', second, {
        message: `Step '${name}' has a foreach in ${cellNumber(first.cell)} and another in ${cellNumber(second.cell)}; a step fans out once.`,
        hint: `Give ${cellNumber(second.cell)} a step of its own: headwater tag <notebook> --cell ${second.cell.index + 1} --step ${name}_2`,
        about: name
      })
    ];
  });
