import type { Store } from '../../../client/store';
import type { CellFacts } from '../../language/language';
import type { Progress } from '../../progress/progress-model';
import { partNames } from '../../scheduler/graph-info';
import { isVariable } from '../../scheduler/task-artifacts';
import type { VariableRow } from '../api/look-back';
import { variableReader } from './variable-row';

/** The variables that a step has written, by the id of the cell that does; those that no cell's code names stand at the last one. */
export function stepVariables(
  store: Store,
  progress: Progress,
  position: number,
  cells: readonly string[],
  facts: readonly CellFacts[]
): Map<string, VariableRow[]> {
  const found = new Map<string, VariableRow[]>(cells.map(cell => [cell, []]));
  const writers = new Map<string, string>();
  for (const each of facts) if (found.has(each.cell)) for (const name of namesIn(each)) writers.set(name, each.cell);
  const read = variableReader(store);
  for (const [name, step, task] of writtenVariables(progress, position)) {
    const row = read({ flow: progress.header.flow, run: progress.header.run, step, task }, name);
    if (row !== null) found.get(writers.get(name) ?? cells.at(-1) ?? '')?.push(row);
  }
  return found;
}

/** The values of the parameters, as the run has recorded them. */
export function parameterVariables(store: Store, { header }: Progress): VariableRow[] {
  const path = { flow: header.flow, run: header.run, step: '_parameters', task: '0' };
  const read = variableReader(store);
  return header.parameters.flatMap(({ name }) => read(path, name) ?? []);
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

function namesIn({ definitions, writes, mutates }: CellFacts): string[] {
  return [...definitions, ...writes, ...mutates].map(({ name }) => name);
}
