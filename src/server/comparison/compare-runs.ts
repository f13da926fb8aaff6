import { timeAtWork } from '../../progress/time-at-work';
import type { ComparedText, ComparedVariable, RunComparison } from '../api/comparison';
import type { VariableRow } from '../api/look-back';
import { compareCells } from './compare-cells';
import type { Side } from './side';

/** Two runs side by side. */
export function compareRuns(a: Side, b: Side): RunComparison {
  const steps = union(a.steps, b.steps);
  return {
    a: a.row.pathspec,
    b: b.row.pathspec,
    createdAt: { a: a.row.createdAt, b: b.row.createdAt },
    parameters: parametersOf(a, b),
    cells: compareCells(a.notebook, b.notebook),
    variables: steps.flatMap(step => variablesOf(step, a.variables.get(step) ?? [], b.variables.get(step) ?? [])),
    metrics: metricsOf(a, b),
    times: steps.map(step => ({ step, a: timeOf(step, a), b: timeOf(step, b) }))
  };
}

function parametersOf(a: Side, b: Side): ComparedText[] {
  const textIn = ({ row }: Side, name: string): string | null => row.parameters.find(each => each.name === name)?.text ?? null;
  const namesIn = ({ row }: Side): string[] => row.parameters.map(each => each.name);
  return union(namesIn(a), namesIn(b)).map(name => {
    const [left, right] = [textIn(a, name), textIn(b, name)];
    return { name, a: left, b: right, same: left === right };
  });
}

function variablesOf(step: string, a: readonly VariableRow[], b: readonly VariableRow[]): ComparedVariable[] {
  const names = union(
    a.map(each => each.name),
    b.map(each => each.name)
  );
  return names.map(name => {
    const [left, right] = [a.find(each => each.name === name) ?? null, b.find(each => each.name === name) ?? null];
    const change = left === null ? 'added' : right === null ? 'removed' : left.key === right.key ? 'same' : 'changed';
    return { step, name, change, a: sideOf(left), b: sideOf(right) };
  });
}

function sideOf(row: VariableRow | null): ComparedVariable['a'] {
  return row === null ? null : { pathspec: row.pathspec, type: row.type, size: row.size };
}

function metricsOf(a: Side, b: Side): RunComparison['metrics'] {
  return union([...a.metrics.keys()], [...b.metrics.keys()]).map(name => {
    const [left, right] = [a.metrics.get(name) ?? null, b.metrics.get(name) ?? null];
    return { name, a: left, b: right, delta: left === null || right === null ? null : right - left };
  });
}

/** How long its tasks were at work; null while one goes on, and for a step that was taken over from another run. */
function timeOf(step: string, { tasks }: Side): number | null {
  const own = tasks.filter(each => each.notebookStep === step && each.status !== 'reused');
  const ended = own.flatMap(({ finishedAt, ...task }) => (finishedAt === null ? [] : [{ ...task, finishedAt }]));
  return ended.length < own.length ? null : timeAtWork(ended);
}

/** Both lists, in the order of the second where it has something of its own place. */
function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}
