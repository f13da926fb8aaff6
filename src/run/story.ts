import type { RunState } from './run-state';

/** What is known about an execution, for an error message; null asks about the run as a whole. */
export function storyOf(state: RunState, execution: number | null): string {
  const run = `the run is ${state.status}, ${state.front} of ${state.steps.length} steps committed`;
  if (execution === null) return run;
  if (execution >= state.nextExecution) return `execution ${execution} was never started; ${run}`;
  const place = state.live[execution];
  if (place !== undefined) return `execution ${execution} is at work for ${placeName(state, place[0], place[1])}; ${run}`;
  return `execution ${execution} has ended${ownerOf(state, execution)}; ${run}`;
}

function ownerOf(state: RunState, execution: number): string {
  for (const [position, step] of state.steps.entries())
    for (const [index, unit] of step.units.entries())
      if (unit.execution === execution) return ` and its unit, ${placeName(state, position, index)}, is ${unit.phase}`;
  return ' and was thrown away';
}

/** A unit as a person would name it. */
export function placeName(state: RunState, position: number, index: number): string {
  const unit = state.steps[position]?.units[index];
  const part = unit === undefined || unit.kind === 'whole' ? '' : ` (${unit.kind}${unit.index === null ? '' : ` ${unit.index}`})`;
  return `step '${state.plan.steps[position]?.name ?? position}'${part}`;
}
