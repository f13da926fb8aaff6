import { caughtRange } from '../caught-names';
import { stepOf } from '../flow-cells';
import { finding, ownerOf, type Rule } from '../flow-model';

/** HW136: the variable of a `catch` is read, and no cell declares it: in the notebook's own kernel the name would not exist. */
export const undeclaredCatch: Rule = ({ cells, resolution }) =>
  cells.flatMap(catching => {
    const name = catching.facts.writes.find(use => use.range === caughtRange)?.name;
    const step = stepOf(catching);
    if (name === undefined || step === null) return [];
    if (cells.some(({ facts }) => facts.writes.some(use => use.name === name && use.range !== caughtRange))) return [];
    const read = resolution.reads.find(each => each.name === name && each.reader.role.kind !== 'scratch');
    if (read === undefined) return [];
    return [
      finding(
        'HW136',
        'error',
        { cell: read.reader.cell, range: read.range },
        {
          message: `No cell declares '${name}', which holds the caught error of step '${step}' and which ${ownerOf(read.reader)} uses.`,
          hint: `Declare it before step '${step}', in a setup cell for instance: let ${name}: any = null;`,
          about: name
        }
      )
    ];
  });
