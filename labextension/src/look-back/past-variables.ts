import type { RunNotebook, VariableRow } from '../../../src/server/api/look-back';
import type { NotebookMatch } from './match-cells';

/** What each step has written, by the present cell under which it is shown: the last one of the step that is still there. Cells outside of steps have their own. */
export function variablesByCell(notebook: RunNotebook, match: NotebookMatch): ReadonlyMap<string, readonly VariableRow[]> {
  const presentOf = new Map([...match.cells].map(([id, { past }]) => [past, id]));
  const last = new Map<string, string>();
  const variables = new Map<string, Map<string, VariableRow>>();
  const own: [string, readonly VariableRow[]][] = [];
  for (const cell of notebook.cells) {
    const present = presentOf.get(cell);
    if (cell.step === null) {
      if (present !== undefined) own.push([present, cell.variables]);
      continue;
    }
    if (present !== undefined) last.set(cell.step, present);
    const rows = variables.get(cell.step) ?? new Map<string, VariableRow>();
    for (const row of cell.variables) rows.set(row.name, row);
    variables.set(cell.step, rows);
  }
  return new Map([...own, ...[...last].map(([step, cell]) => [cell, [...(variables.get(step)?.values() ?? [])]] as const)]);
}
