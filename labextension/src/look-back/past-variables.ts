import type { RunNotebook, VariableRow } from '../../../src/server/api/look-back';
import type { NotebookMatch } from './match-cells';

/** What each step has written, by the present cell under which it is shown: the last one of the step that is still there. */
export function variablesByCell(notebook: RunNotebook, match: NotebookMatch): ReadonlyMap<string, readonly VariableRow[]> {
  const presentOf = new Map([...match.cells].map(([id, { past }]) => [past, id]));
  const last = new Map<string, string>();
  const variables = new Map<string, Map<string, VariableRow>>();
  for (const cell of notebook.cells) {
    if (cell.step === null) continue;
    const present = presentOf.get(cell);
    if (present !== undefined) last.set(cell.step, present);
    const rows = variables.get(cell.step) ?? new Map<string, VariableRow>();
    for (const row of cell.variables) rows.set(row.name, row);
    variables.set(cell.step, rows);
  }
  return new Map([...last].map(([step, cell]) => [cell, [...(variables.get(step)?.values() ?? [])]]));
}
