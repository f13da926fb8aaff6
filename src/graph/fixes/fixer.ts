import type { Diagnostic } from '../../diagnostic';
import type { Cell } from '../../notebook/cell';
import type { Fix } from '../../notebook/fix';
import type { FlowModel } from '../flow-model';

/** Finds what can be done about a diagnostic of its code, best first. */
export type Fixer = (diagnostic: Diagnostic, model: FlowModel) => Fix[];

/** The cell that a diagnostic is about, with its position in the title of a fix; null when the notebook is meant. */
export function cellAt({ cell }: Diagnostic, { notebook }: FlowModel): Cell | null {
  return notebook.cells.find(each => each.id === cell) ?? null;
}
