import type { TranslationBundle } from '@jupyterlab/translation';
import type { RunStatusName, StepPhaseName } from '../../../src/server/api/run';

/** A sign for each phase of a step, told apart by shape and not only by colour; the command line draws the same ones. */
export const phaseSigns: Readonly<Record<StepPhaseName, string>> = {
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
export function phaseWord(phase: StepPhaseName, trans: TranslationBundle): string {
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

/** A length of time for people: `0.42 s`, `12.3 s`, `3 min 05 s`, `2 h 07 min`. Milliseconds in. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${padded(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${padded(Math.floor((whole % 3600) / 60))} min`;
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}
