import { isSetup, stepOf, type FlowCell } from '../flow-cells';
import { cellNumber, finding, ownerOf, type FlowModel, type Rule } from '../flow-model';
import { makersOf, missingReads } from '../missing-names';

/** HW155: a name that only a cell further down makes; from top to bottom it does not exist yet where it is used. */
export const usedBeforeDefined: Rule = model =>
  missingReads(model).flatMap(({ reader, name, via, range }) => {
    const maker = laterMaker(name, reader, model);
    if (maker === null) return [];
    const through = via === null ? '' : ` (through '${via}')`;
    return [
      finding(
        'HW155',
        via === null ? 'error' : 'warning',
        { cell: reader.cell, range },
        {
          message: `${capital(ownerOf(reader))} uses '${name}'${through}, which only ${cellNumber(maker.cell)}${ofStep(maker)} makes, further down.${runOutOfOrder(reader, maker)}`,
          hint: `Move ${cellNumber(maker.cell)} above ${cellNumber(reader.cell)}, or define '${name}' before it is used.`,
          about: name
        }
      )
    ];
  });

function laterMaker(name: string, reader: FlowCell, model: FlowModel): FlowCell | null {
  if (isSetup(reader) && makersOf(name, model).values.some(each => stepOf(each) !== null)) return null;
  const { values, definitions } = makersOf(name, model);
  const later = (each: FlowCell): boolean => each.cell.index > reader.cell.index;
  return values.find(each => each.role.kind !== 'scratch' && later(each)) ?? definitions.find(later) ?? null;
}

function ofStep(cell: FlowCell): string {
  return cell.role.kind === 'step' ? ` (step '${cell.role.step}')` : '';
}

function runOutOfOrder(reader: FlowCell, maker: FlowCell): string {
  const read = reader.cell.executionCount;
  const made = maker.cell.executionCount;
  return read !== null && made !== null && made < read ? ` The cells were last run out of order ([${made}] before [${read}]).` : '';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
