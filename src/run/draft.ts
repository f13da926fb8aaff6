import type { Instruction } from './instruction';
import { stepAt, unitAt, type RunState, type StepState, type Unit } from './run-state';

/** A state in the making: each change replaces `state` with a new frozen one; instructions pile up in order. */
export interface Draft {
  state: RunState;
  readonly instructions: Instruction[];
}

/** Replaces fields of the run's state. */
export function change(draft: Draft, fields: Partial<RunState>): void {
  draft.state = Object.freeze({ ...draft.state, ...fields });
}

/** Replaces fields of one step. */
export function changeStep(draft: Draft, position: number, fields: Partial<StepState>): void {
  const steps = draft.state.steps.slice();
  steps[position] = Object.freeze({ ...stepAt(draft.state, position), ...fields });
  change(draft, { steps });
}

/** Replaces fields of one unit. */
export function changeUnit(draft: Draft, position: number, unit: number, fields: Partial<Unit>): void {
  const units = stepAt(draft.state, position).units.slice();
  units[unit] = Object.freeze({ ...unitAt(draft.state, position, unit), ...fields });
  changeStep(draft, position, { units });
}

/** Notes that an execution's process is at work for a unit. */
export function addLive(draft: Draft, execution: number, position: number, unit: number): void {
  change(draft, { live: { ...draft.state.live, [execution]: [position, unit] } });
}

/** Notes that an execution is over or given up. */
export function removeLive(draft: Draft, execution: number): void {
  const { [execution]: _gone, ...live } = draft.state.live;
  change(draft, { live });
}

/** Gives up an execution that is under way: what it still reports is of no interest. */
export function cancel(draft: Draft, execution: number): void {
  const place = draft.state.live[execution];
  if (place === undefined) return;
  removeLive(draft, execution);
  changeUnit(draft, ...place, { phase: 'waiting', awaits: null, turn: null });
  change(draft, { cancelled: [...draft.state.cancelled, execution] });
  draft.instructions.push({ type: 'cancel', execution });
}
