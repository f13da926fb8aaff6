import { stepOf, isSetup } from '../flow-cells';
import { cellNumber, finding, ownerOf, type Rule } from '../flow-model';
import { makersOf, missingReads } from '../missing-names';

/** HW156: a value that only a scratch cell makes; scratch cells are not run. */
export const scratchValue: Rule = model =>
  missingReads(model).flatMap(({ reader, name, via, range }) => {
    const { values, definitions } = makersOf(name, model);
    const scratch = values.filter(each => each.role.kind === 'scratch');
    const maker = scratch.findLast(each => each.cell.index < reader.cell.index) ?? scratch[0];
    const elsewhere = values.some(each => each.role.kind !== 'scratch') || definitions.length > 0;
    if (maker === undefined || elsewhere) return [];
    const through = via === null ? '' : ` (through '${via}')`;
    const isBelow = maker.cell.index > reader.cell.index;
    const step = stepOf(reader) ?? '<name>';
    const as = isSetup(reader) ? '--setup' : `--step ${step}`;
    return [
      finding(
        'HW156',
        'error',
        { cell: reader.cell, range },
        {
          message: `${ownerOf(reader).replace(/^./, first => first.toUpperCase())} needs '${name}'${through}, a value that only scratch ${cellNumber(maker.cell)} makes; scratch cells are not run.`,
          hint: `${isBelow ? `Move that cell above ${cellNumber(reader.cell)} and make it` : 'Make that cell'} part of the flow: headwater tag <notebook> --cell ${maker.cell.index + 1} ${as}`,
          about: name
        }
      )
    ];
  });
