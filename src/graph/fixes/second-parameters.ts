import { cellNumber } from '../flow-model';
import { cellAt, type Fixer } from './fixer';

/** HW167: the second parameters cell becomes setup, which runs the same lines without offering them as parameters. */
export const fixSecondParameters: Fixer = (diagnostic, model) => {
  const cell = cellAt(diagnostic, model);
  if (cell === null) return [];
  return [
    { title: `Tag ${cellNumber(cell)} as setup`, changes: [{ kind: 'tags', cell: cell.id, add: ['setup'], remove: ['parameters'] }] }
  ];
};
