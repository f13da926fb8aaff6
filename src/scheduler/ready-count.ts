import type { RunState, StepState } from '../run/run-state';

/** More processes than this are not worth their memory while they wait. */
const mostReady = 8;

/** How many processes should wait for what comes next: as many as can be used soon. */
export function wantedReady(state: RunState): number {
  const { maxWorkers } = state.plan;
  const steps = state.steps.slice(state.front, state.front + 3);
  const coming = steps.reduce((sum, step, offset) => sum + unitsToCome(step, state, state.front + offset), 0);
  return Math.min(coming, Math.max(2, maxWorkers), mostReady);
}

/** Before its split has finished, a foreach is taken to have as many items as there are workers. Items share processes. */
function unitsToCome(step: StepState, state: RunState, position: number): number {
  const waiting = step.units.filter(unit => unit.phase === 'waiting').length;
  if (state.plan.steps[position]?.kind !== 'foreach') return waiting;
  if (step.units.length === 1) return waiting + state.plan.maxWorkers + 1;
  return step.idle.length > 0 ? Math.min(waiting, 1) : waiting;
}
