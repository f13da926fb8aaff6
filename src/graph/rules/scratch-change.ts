import type { FlowCell } from '../flow-cells';
import { cellNumber, finding, ownerOf, type Rule } from '../flow-model';
import type { Change, ResolvedRead } from '../resolve-names';

/** HW157: a scratch cell changes what a step below it reads; the flow leaves the change out. */
export const scratchChange: Rule = model => {
  const seen = new Set<string>();
  const changes = model.resolution.changes.filter(change => change.by.role.kind === 'scratch');
  return changes.flatMap(change => {
    const read = model.resolution.reads.find(each => isDisturbed(each, change));
    const key = `${change.by.cell.index} ${change.name}`;
    if (read === undefined || seen.has(key)) return [];
    seen.add(key);
    const does = change.kind === 'write' ? 'assigns' : 'changes';
    return [
      finding(
        'HW157',
        'warning',
        { cell: change.by.cell, range: change.range },
        {
          message: `Scratch ${cellNumber(change.by.cell)} ${does} '${change.name}', which ${ownerOf(read.reader)} reads; the flow runs without that change.`,
          hint: `Make it part of the flow: headwater tag <notebook> --cell ${change.by.cell.index + 1} --step <name>; or give the scratch variable another name.`,
          about: change.name
        }
      )
    ];
  });
};

function isDisturbed({ reader, name, source }: ResolvedRead, change: Change): boolean {
  if (name !== change.name || reader.role.kind !== 'step') return false;
  const maker = makerOf(source);
  if (maker === null || maker.role.kind === 'scratch') return false;
  const at = change.by.cell.index;
  return maker.cell.index < at && at < reader.cell.index;
}

function makerOf(source: ResolvedRead['source']): FlowCell | null {
  if (source.kind === 'value') return source.cell;
  return source.kind === 'definition' ? (source.state ?? source.cell) : null;
}
