import { nearNames } from '../../near-names';
import { finding, ownerOf, type Rule } from '../flow-model';
import { makersOf, missingReads } from '../missing-names';

/** HW158: a name that no cell and no global defines. */
export const unknownName: Rule = model => {
  const known = new Set(model.cells.flatMap(({ facts }) => [...facts.writes, ...facts.definitions].map(use => use.name)));
  return missingReads(model).flatMap(({ reader, name, via, range }) => {
    const { values, definitions } = makersOf(name, model);
    if (values.length + definitions.length > 0) return [];
    const near = nearNames(name, known);
    const through = via === null ? '' : ` (through '${via}')`;
    return [
      finding(
        'HW158',
        'warning',
        { cell: reader.cell, range },
        {
          message: `No cell defines '${name}', which ${ownerOf(reader)} uses${through}.`,
          hint:
            near.length > 0
              ? `Did you mean '${near.join("' or '")}'?`
              : 'Define it, import it, or correct its spelling; the step will fail when it gets there.',
          about: name
        }
      )
    ];
  });
};
