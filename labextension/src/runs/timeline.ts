import type { TaskRow } from '../../../src/server/api/run';

/** A bar of the timeline; `start` and `end` as shares of the run's time, 0 to 1. */
export interface TimelineBar {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly milliseconds: number;
  readonly status: TaskRow['status'];
  readonly tasks: number;
}

/** Rows of bars in the order of their beginning: a task each, or a step each when there are too many tasks to tell apart. */
export interface Timeline {
  readonly bars: readonly TimelineBar[];
  /** Milliseconds from the first beginning to the last end. */
  readonly total: number;
  readonly bySteps: boolean;
}

/** Lays out the tasks of a run; what runs still ends at `now`. */
export function timelineOf(tasks: readonly TaskRow[], now: number): Timeline {
  const from = Math.min(...tasks.map(({ startedAt }) => startedAt));
  const to = Math.max(...tasks.map(task => endOf(task, now)));
  const total = tasks.length === 0 ? 0 : Math.max(1, to - from);
  const bySteps = tasks.length > mostTasks;
  const groups = bySteps ? [...groupBySteps(tasks)] : tasks.map(task => [labelOf(task), [task]] as const);
  const bars = groups.map(([label, group]) => {
    const start = Math.min(...group.map(({ startedAt }) => startedAt));
    const end = Math.max(...group.map(task => endOf(task, now)));
    const status = statusOf(group);
    return { label, start: (start - from) / total, end: (end - from) / total, milliseconds: end - start, status, tasks: group.length };
  });
  return { bars: bars.sort((a, b) => a.start - b.start), total, bySteps };
}

/** Tasks from which a step is drawn as one bar. */
const mostTasks = 120;

function endOf({ startedAt, finishedAt }: TaskRow, now: number): number {
  return Math.max(startedAt, finishedAt ?? now);
}

function labelOf({ step, index, attempt }: TaskRow): string {
  return `${step}${index === null ? '' : `[${index}]`}${attempt === 0 ? '' : ` #${attempt + 1}`}`;
}

function groupBySteps(tasks: readonly TaskRow[]): Map<string, TaskRow[]> {
  const groups = new Map<string, TaskRow[]>();
  for (const task of tasks) groups.set(task.step, [...(groups.get(task.step) ?? []), task]);
  return groups;
}

/** What matters most of a group. */
function statusOf(tasks: readonly TaskRow[]): TaskRow['status'] {
  const order = ['failed', 'running', 'caught', 'successful', 'reused'] as const;
  return order.find(status => tasks.some(task => task.status === status)) ?? 'successful';
}
