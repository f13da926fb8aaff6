/** How far a step of a run is. `finished` is not yet proven right: steps before it are still to commit. */
export type StepPhase = 'waiting' | 'running' | 'blocked' | 'finished' | 'caught' | 'failed' | 'committed' | 'reused' | 'stopped';

/** A sign for each phase, told apart by shape and not only by colour. */
export const phaseSigns: Readonly<Record<StepPhase, string>> = {
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
