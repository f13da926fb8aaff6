import { cellNumber, finding, type Rule } from '../flow-model';

/** HW169: a loop of a step that only appends could be a foreach: a task for each item. One for each step, as a step fans out once. */
export const appendingLoop: Rule = ({ steps }) =>
  steps.flatMap(({ name, cells }) => {
    if (cells.some(each => each.facts.foreach !== null)) return [];
    if (steps.some(other => other.name === `${name}_split` || other.name === `${name}_join`)) return [];
    const [first] = cells.flatMap(({ cell, facts }) => (facts.appends === null ? [] : [{ cell, ...facts.appends }]));
    if (first === undefined) return [];
    return [
      finding('HW169', 'info', first, {
        message: `The loop in ${cellNumber(first.cell)} does nothing but append to '${first.name}': its rounds could run as tasks of their own, at the same time.`,
        hint: `Turn it into a foreach, if a round takes long: const ${first.name} = await foreach(items, item => …), imported from 'headwater'.`,
        about: first.name
      })
    ];
  });
