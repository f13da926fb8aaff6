import { createHash } from 'node:crypto';
import type { NotebookCode } from '../language/code';
import type { CellFrame } from '../run/run-plan';

/** What a run's plan needs to know of each cell's code: its contested names, the definitions that are made of variables, and the sha1 of each definition's compiled expression. */
export function cellFrames(code: NotebookCode): CellFrame[] {
  return code.cells.map(({ index, contested, definitions }) => ({
    index,
    contested,
    composed: definitions.filter(({ madeOf }) => madeOf.length > 0).map(({ name }) => name),
    hashes: Object.fromEntries(definitions.map(({ name, expression }) => [name, sha1(expression)]))
  }));
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
