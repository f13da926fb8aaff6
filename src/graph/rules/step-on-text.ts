import { isRoleTag } from '../../notebook/cell-role';
import { cellNumber, finding, type Rule } from '../flow-model';

/** HW165: a role tag on a markdown or raw cell. */
export const stepOnText: Rule = ({ notebook }) =>
  notebook.cells.flatMap(cell => {
    const tag = cell.kind === 'code' ? undefined : cell.tags.find(isRoleTag);
    if (tag === undefined) return [];
    return [
      finding(
        'HW165',
        'warning',
        { cell },
        {
          message: `The ${cell.kind} ${cellNumber(cell)} has the tag '${tag}', but only code cells run.`,
          hint: `Tag the code cell below it instead: headwater untag <notebook> --cell ${cell.index + 1}`,
          about: tag
        }
      )
    ];
  });
