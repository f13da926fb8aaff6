import type { CellChange } from '../../notebook/fix';
import { stepOf } from '../flow-cells';
import type { FlowModel } from '../flow-model';
import { asRole, flowCellAt, newStepName, type Fixer } from './fixer';
import { below, firstStepCell } from './neighbours';

/** HW122: the second foreach of a step's cell, and what is below it, becomes a cell and a step of its own; the step's later cells follow. */
export const fixForeachInPlace: Fixer = (diagnostic, { model }) => {
  const flowCell = flowCellAt(diagnostic, model);
  const step = flowCell === null ? null : stepOf(flowCell);
  const line = diagnostic.range?.startLine ?? -1;
  if (flowCell === null || step === null || diagnostic.range === null) return [];
  const { cell } = flowCell;
  const lines = cell.source.split('\n');
  const before = (lines[line] ?? '').slice(0, diagnostic.range.startColumn);
  // Only a call that begins its statement at the start of a line can be cut off there.
  if (!/^((const|let|var)\s+[^=]+=|[\w$.]+\s*=)?\s*await\s*$/.test(before)) return [];
  const name = newStepName(step, model);
  const last = { line: lines.length - 1, column: (lines.at(-1) ?? '').length };
  const range = { startLine: line - 1, startColumn: (lines[line - 1] ?? '').length, endLine: last.line, endColumn: last.column };
  const source = lines.slice(line).join('\n');
  const later = model.cells.filter(each => stepOf(each) === step && each.cell.index > cell.index);
  const insert: CellChange = {
    kind: 'insert',
    cell: newId(cell.id, model),
    before: below(flowCell, model),
    source,
    tags: [`step:${name}`]
  };
  const changes: CellChange[] = [
    { kind: 'source', cell: cell.id, range, text: '' },
    insert,
    ...later.map(each => asRole(each.cell, `step:${name}`))
  ];
  return [{ title: `Put it into a step of its own, '${name}'`, changes }];
};

/** HW136: a setup cell above the first step declares the variable. */
export const fixUndeclaredCatch: Fixer = ({ about }, { model }) => {
  const first = firstStepCell(model);
  if (about === null || first === null) return [];
  const type = model.notebook.language === 'javascript' ? '' : ': any';
  const source = `let ${about}${type} = null;`;
  const insert: CellChange = { kind: 'insert', cell: newId(first.cell.id, model), before: first.cell.id, source, tags: ['setup'] };
  return [{ title: `Declare '${about}' in a setup cell above the first step`, changes: [insert] }];
};

/** An id for a cell that is made beside another. */
function newId(beside: string, { notebook }: FlowModel): string {
  const taken = new Set(notebook.cells.map(each => each.id));
  const base = beside.slice(0, 56);
  let number = 1;
  while (taken.has(`${base}-new${number}`)) number++;
  return `${base}-new${number}`;
}
