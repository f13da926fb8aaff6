import type { StepProgress } from '../progress/progress-model';
import type { StepPhase } from '../step-phase';

/** The word beside the sign. `finished` is not yet proven right: the steps before it are still to commit. */
export const words: Readonly<Record<StepPhase, string>> = {
  waiting: 'waiting',
  running: 'running',
  blocked: 'waits for an earlier step',
  finished: 'done, not yet committed',
  committed: 'done',
  reused: 'reused',
  caught: 'failed, its error was caught',
  failed: 'failed',
  stopped: 'stopped'
};

/** Milliseconds that a step has been at work by `now`, as far as that is known; null before it has begun, and while it waits for an earlier one. */
export function elapsedOf({ phase, startedAt, endedAt, worked }: StepProgress, now: number): number | null {
  if (startedAt === null || phase === 'blocked') return null;
  return worked ?? (endedAt ?? now) - startedAt;
}
