import { cellAt, type Fixer } from './fixer';

/** HW104: the later cell gets an id of its own, as long as nbformat allows. */
export const fixRepeatedId: Fixer = (diagnostic, { model }) => {
  const cell = cellAt(diagnostic, model);
  const given = diagnostic.about ?? '';
  if (cell === null) return [];
  const taken = new Set(model.notebook.cells.map(each => each.id));
  let number = 2;
  const idOf = (): string => `${given.slice(0, 58)}-${number}`;
  while (taken.has(idOf())) number++;
  return [{ title: `Give the cell the id '${idOf()}'`, changes: [{ kind: 'id', cell: cell.id, id: idOf() }] }];
};
