import { isSetup, stepOf } from '../flow-cells';
import { cellNumber, finding, type Rule } from '../flow-model';
import { makersOf, missingReads } from '../missing-names';

/** HW161: a setup cell that reads what a step makes; it runs at the start of every task, the first one too. */
export const setupReadsStep: Rule = model =>
  missingReads(model).flatMap(({ reader, name, range }) => {
    const maker = isSetup(reader) ? makersOf(name, model).values.find(each => stepOf(each) !== null) : undefined;
    if (maker === undefined) return [];
    return [
      finding(
        'HW161',
        'error',
        { cell: reader.cell, range },
        {
          message: `The ${reader.role.kind} cell (${cellNumber(reader.cell)}) reads '${name}', which step '${stepOf(maker)}' makes.`,
          hint: 'A setup cell runs at the start of every task and reads no step variable: tag it as a step, or move that line into one.',
          about: name
        }
      )
    ];
  });
