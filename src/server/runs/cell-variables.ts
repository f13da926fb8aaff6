import type { Store } from '../../../client/store';
import type { CellFacts } from '../../language/language';
import type { Progress } from '../../progress/progress-model';
import { partNames } from '../../scheduler/graph-info';
import { isVariable } from '../../scheduler/task-artifacts';
import type { VariableRow } from '../api/look-back';
import { variableRow } from './variable-row';

/** The variables that a step has written, by the id of the cell that does; those that no cell's code names stand at the last one. */
export function stepVariables(
  store: Store,
  progress: Progress,
  position: number,
  cells: readonly string[],
  facts: readonly CellFacts[]
): Map<string, VariableRow[]> {
  const found = new Map<string, VariableRow[]>(cells.map(cell => [cell, []]));
  for (const [name, step, task] of writtenVariables(progress, position)) {
    const row = variableRow(store, { flow: progress.header.flow, run: progress.header.run, step, task }, name);
    const writer = facts.findLast(each => found.has(each.cell) && namesIn(each).has(name))?.cell ?? cells.at(-1) ?? '';
    if (row !== null) found.get(writer)?.push(row);
  }
  return found;
}

/** The values of the parameters, as the run has recorded them. */
export function parameterVariables(store: Store, { header }: Progress): VariableRow[] {
  const path = { flow: header.flow, run: header.run, step: '_parameters', task: '0' };
  return header.parameters.flatMap(({ name }) => variableRow(store, path, name) ?? []);
}

/** The variables that a step has written: name, stored step and task; of several tasks that have written one variable the last. */
export function writtenVariables({ state }: Progress, position: number): (readonly [name: string, step: string, task: string])[] {
  const planned = state.plan.steps[position]?.name ?? '';
  const last = new Map<string, readonly [string, string, string]>();
  for (const { kind, task, record } of state.steps[position]?.units ?? []) {
    const step = kind === 'split' || kind === 'join' ? partNames(planned)[kind] : planned;
    if (task === null || record === null || kind === 'item') continue;
    for (const [name, write] of Object.entries(record.writes))
      if (write.kind === 'value' && isVariable(name)) last.set(name, [name, step, task]);
  }
  return [...last.values()];
}

function namesIn({ definitions, writes, mutates }: CellFacts): Set<string> {
  return new Set([...definitions, ...writes, ...mutates].map(({ name }) => name));
}
