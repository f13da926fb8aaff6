import { cellNumber, finding, type Rule } from '../flow-model';

/** HW167: more than one parameters cell; papermill and other tools know one. */
export const secondParameters: Rule = ({ cells }) => {
  const [first, ...others] = cells.filter(each => each.role.kind === 'parameters');
  if (first === undefined) return [];
  return others.map(each =>
    finding('HW167', 'warning', each, {
      message: `${cellNumber(each.cell).replace('c', 'C')} is a second parameters cell after ${cellNumber(first.cell)}; other tools look at the first only.`,
      hint: 'Put all parameters in one cell, or tag the second one setup.',
      about: 'parameters'
    })
  );
};
