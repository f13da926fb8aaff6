import type { StepState } from '../run/run-state';

/** When something ran. Milliseconds since 1970; `waited`: milliseconds of that time in which it waited for others. */
interface Span {
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly waited?: number;
}

/** Milliseconds in which at least one of several tasks was at work, and did not wait for others; null without a task. */
export function timeAtWork(tasks: readonly Span[]): number | null {
  const spans = tasks
    // Where in its time a task has waited nobody noted: mostly it is the beginning.
    .map(({ startedAt, finishedAt, waited = 0 }) => ({ from: Math.min(startedAt + waited, finishedAt), to: finishedAt }))
    .sort((a, b) => a.from - b.from);
  let [sum, end] = [0, -Infinity];
  for (const { from, to } of spans) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return spans.length === 0 ? null : sum;
}

/** The same of a step's executions that count: not of those that were thrown away, and not the time until it could commit. Null when nothing of it has run in this run. */
export function timeOfStep({ units }: StepState): number | null {
  return timeAtWork(units.flatMap(({ record, origin }) => (record === null || origin !== null ? [] : [record])));
}
