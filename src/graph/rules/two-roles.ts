import { isRoleTag } from '../../notebook/cell-role';
import { cellNumber, finding, type Rule } from '../flow-model';

/** HW153: a cell with two step tags, or with a step tag and `parameters` or `setup`. */
export const twoRoles: Rule = ({ notebook }) =>
  notebook.cells.flatMap(cell => {
    const roles = [...new Set(cell.tags.filter(isRoleTag))];
    if (roles.length < 2) return [];
    return [
      finding(
        'HW153',
        'error',
        { cell },
        {
          message: `${cellNumber(cell).replace('c', 'C')} has the tags ${roles.map(tag => `'${tag}'`).join(' and ')}; a cell has one part in a flow.`,
          hint: 'Keep one of them, or split the cell in two.',
          about: roles.join(', ')
        }
      )
    ];
  });
