import { HeadwaterError } from '../../errors';
import type { Cell } from '../../notebook/cell';
import { roleOf } from '../../notebook/cell-role';
import type { RunAddress } from '../../scheduler/run-order';
import { analyseNotebookAt } from '../analyser';
import type { RunCell, RunNotebook, VariableRow } from '../api/look-back';
import { stepOutputs } from './cell-outputs';
import { parameterVariables, stepVariables } from './cell-variables';
import { clientStore } from './client-store';
import { runCode } from './run-code';
import { readRunEvents } from './run-events';

/**
 * A run as it can be shown in its notebook: the cells as they were, with what they have shown and made.
 * @throws HeadwaterError HW617 when its code is not there or is no notebook
 */
export async function runNotebook(address: RunAddress): Promise<RunNotebook> {
  const pathspec = `${address.flow}/${address.run}`;
  const { progress } = readRunEvents(address);
  const code = await runCode(address);
  if (code === null || progress === null) throw withoutCode(pathspec);
  const store = clientStore(address.root);
  const { facts } = analyseNotebookAt(code.notebook, progress.header.notebook).graph;
  const outputs = new Map<string, object[]>();
  const variables = new Map<string, VariableRow[]>();
  const steps = new Map<string, string>();
  progress.header.plan.steps.forEach(({ name, cells: indexes }, position) => {
    const cells = indexes.flatMap(index => code.notebook.cells[index]?.id ?? []);
    for (const cell of cells) steps.set(cell, name);
    for (const [cell, shown] of stepOutputs(store, progress, position, cells)) outputs.set(cell, shown);
    for (const [cell, made] of stepVariables(store, progress, position, cells, facts)) variables.set(cell, made);
  });
  const parameters = code.notebook.cells.find(cell => roleOf(cell).kind === 'parameters');
  if (parameters !== undefined) variables.set(parameters.id, parameterVariables(store, progress));
  const describe = (cell: Cell): RunCell => ({
    id: cell.id,
    kind: cell.kind,
    source: cell.source,
    tags: cell.tags,
    step: steps.get(cell.id) ?? null,
    outputs: outputs.get(cell.id) ?? [],
    variables: variables.get(cell.id) ?? []
  });
  return { pathspec, cells: code.notebook.cells.map(describe) };
}

function withoutCode(pathspec: string): HeadwaterError {
  return new HeadwaterError('HW617', `The notebook of run ${pathspec} is not in the store.`, {
    about: pathspec,
    hint: 'Runs of Python scripts, and runs that were stopped in their first moment, have none; their tasks can be looked at one by one.'
  });
}
