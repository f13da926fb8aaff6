import type { TranslationBundle } from '@jupyterlab/translation';
import type { RunStatusName, StepProgressRow } from '../../../src/server/api/run';
import type { StepPhase } from '../../../src/step-phase';

/** The word beside the sign. `finished` is not yet proven right: the steps before it are still to commit. */
export function phaseWord(phase: StepPhase, trans: TranslationBundle): string {
  switch (phase) {
    case 'waiting':
      return trans.__('waiting');
    case 'running':
      return trans.__('running');
    case 'blocked':
      return trans.__('waits for an earlier step');
    case 'finished':
      return trans.__('done, not yet committed');
    case 'committed':
      return trans.__('done');
    case 'reused':
      return trans.__('reused');
    case 'caught':
      return trans.__('failed, its error was caught');
    case 'failed':
      return trans.__('failed');
    case 'stopped':
      return trans.__('stopped');
  }
}

/** How a run stands, in a word. */
export function statusWord(status: RunStatusName, trans: TranslationBundle): string {
  switch (status) {
    case 'running':
      return trans.__('running');
    case 'successful':
      return trans.__('successful');
    case 'failed':
      return trans.__('failed');
    case 'stopped':
      return trans.__('stopped');
    case 'died':
      return trans.__('died');
    case 'unfinished':
      return trans.__('unfinished');
  }
}

/** Milliseconds that a step has been at work by `now`, as far as that is known; null before it has begun, and while it waits for an earlier one. */
export function timeOfStep({ phase, startedAt, endedAt, worked }: StepProgressRow, now: number): number | null {
  if (startedAt === null || phase === 'waiting' || phase === 'blocked' || phase === 'reused') return null;
  return worked ?? (endedAt ?? now) - startedAt;
}
