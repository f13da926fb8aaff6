import { cellNumber, finding, type Rule } from '../flow-model';

/** HW154: names that Headwater or Metaflow needs for itself: `<foreach>_split` and `_join`, variables `_hw_…`, steps that differ only in case. */
export const reservedNames: Rule = model => [...partNames(model), ...sameButCase(model), ...variables(model)];

const partNames: Rule = ({ steps }) => {
  const foreach = steps.filter(step => step.cells.some(each => each.facts.foreach !== null));
  return steps.flatMap(({ name, cells: [first] }) => {
    const owner = foreach.find(each => name === `${each.name}_split` || name === `${each.name}_join`);
    if (owner === undefined || first === undefined) return [];
    return [
      finding('HW154', 'error', first, {
        message: `The step name '${name}' is taken: the foreach of step '${owner.name}' runs a part under that name.`,
        hint: 'Rename one of the two steps.',
        about: name
      })
    ];
  });
};

/** A store on macOS or Windows would put both into one folder. */
const sameButCase: Rule = ({ steps }) =>
  steps.flatMap(({ name, cells: [first] }, position) => {
    const other = steps.slice(0, position).find(each => each.name.toLowerCase() === name.toLowerCase());
    if (other === undefined || first === undefined) return [];
    return [
      finding('HW154', 'error', first, {
        message: `The step names '${other.name}' and '${name}' differ only in upper and lower case.`,
        hint: 'Use one spelling, or two names that differ more.',
        about: name
      })
    ];
  });

const variables: Rule = ({ cells }) =>
  cells
    .filter(each => each.role.kind !== 'scratch')
    .flatMap(({ cell, facts }) =>
      [...facts.writes, ...facts.definitions]
        .filter(use => use.name.startsWith('_hw_'))
        .map(({ name, range }) =>
          finding(
            'HW154',
            'error',
            { cell, range },
            {
              message: `The variable '${name}' of ${cellNumber(cell)} has a reserved name: '_hw_…' artifacts are Headwater's own records.`,
              hint: `Rename it, for example to '${name.replace(/^_hw_/, '')}'.`,
              about: name
            }
          )
        )
    );
