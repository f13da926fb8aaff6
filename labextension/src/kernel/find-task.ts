import type { RunDetail, TaskRow } from '../../../src/server/api/run';

/** Which task of a run is meant. */
export interface TaskWanted {
  /** Of the task itself; the rest is not looked at then. */
  readonly pathspec: string | null;
  /** Name of the notebook's step. */
  readonly step: string | null;
  readonly cell: string | null;
  readonly index: number | null;
}

/** The task that is meant: of several the one that failed, else the newest; null when none of them was recorded. */
export function findTask({ steps, tasks }: Pick<RunDetail, 'steps' | 'tasks'>, wanted: TaskWanted): TaskRow | null {
  const recorded = tasks.filter(({ pathspec }) => pathspec.split('/').length === 4);
  if (wanted.pathspec !== null) return recorded.find(task => task.pathspec === wanted.pathspec) ?? null;
  const step = wanted.step ?? steps.find(each => wanted.cell !== null && each.cells.includes(wanted.cell))?.name ?? null;
  const meant = recorded.filter(task => task.notebookStep === step && (wanted.index === null || task.index === wanted.index));
  return meant.findLast(task => task.status === 'failed') ?? meant.findLast(task => task.step === step) ?? meant.at(-1) ?? null;
}

/** Client lines that fetch, from earlier steps of the run, what a step takes as input, for a kernel whose variables cannot be set. */
export function clientLines({ tasks, edges }: Pick<RunDetail, 'tasks' | 'edges'>, step: string): string {
  const lines = edges.flatMap(edge => (edge.to === step ? edge.uses : []).map(use => ({ from: edge.from, use })));
  const fetched = lines.flatMap(({ from, use }) => {
    const writer = tasks.findLast(task => task.notebookStep === from && task.index === null && task.status !== 'failed');
    return use.kind === 'variable' && writer !== undefined
      ? [`let ${use.name} = await Artifact('${writer.pathspec}/${use.name}').data`]
      : [];
  });
  return ["import { Artifact } from 'headwater'", ...fetched].join('\n');
}
