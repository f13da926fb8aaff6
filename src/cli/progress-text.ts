import type { StepPhase, StepProgress } from '../progress/progress-model';

/** A sign for each phase, told apart by shape and not only by colour. */
export const signs: Readonly<Record<StepPhase, string>> = {
  waiting: '·',
  running: '▶',
  blocked: '◇',
  finished: '○',
  committed: '✓',
  reused: '=',
  caught: '!',
  failed: '✗',
  stopped: '■'
};

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

/** A length of time for people: `0.42 s`, `12.3 s`, `3 min 05 s`, `2 h 07 min`. Milliseconds in. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

/** Milliseconds that a step has taken by `now`; null before it has begun. */
export function elapsedOf(step: StepProgress, now: number): number | null {
  return step.startedAt === null ? null : (step.endedAt ?? now) - step.startedAt;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
