import type { TaskError } from '../task/protocol';
import { countRunning, type RunState, type Unit } from './run-state';
import { placeName } from './story';

/**
 * True when a run that is not over waits for something that nobody will ever do: no process is at work or about to end, no attempt is
 * waited for. It is never so unless the logic of the run is wrong.
 */
export function isAtStandstill(state: RunState): boolean {
  if (state.status !== 'running' || state.cancelled.length > 0 || countRunning(state) > 0) return false;
  return !state.steps.some(({ units }) => units.some(({ phase }) => phase === 'delayed' || phase === 'catching'));
}

/** Why a run fails that has come to a standstill: an error of its own logic, with what each unfinished part waits for. */
export function standstillError(state: RunState): TaskError {
  const waiting = state.steps.flatMap(({ units }, position) =>
    units.flatMap((unit, index) => (unit.phase === 'committed' ? [] : [`${placeName(state, position, index)} ${storyOfUnit(unit)}`]))
  );
  return {
    code: 'HW592',
    type: 'Standstill',
    message: `The run has come to a standstill: ${waiting[0] ?? 'it'}, and nothing more will happen. This is an error of headwater.`,
    hint: "headwater resume goes on with what had committed. Please report it with events.jsonl of the run's _headwater folder.",
    about: null,
    cell: null,
    range: null,
    stack: waiting.join('\n')
  };
}

function storyOfUnit({ phase, awaits, turn, execution, attempt }: Unit): string {
  if (phase !== 'blocked') return `is ${phase} (execution ${execution ?? 'none'}, attempt ${attempt})`;
  return awaits === null ? `waits for its turn since ${turn?.at ?? 0}` : `waits for '${awaits}'`;
}
