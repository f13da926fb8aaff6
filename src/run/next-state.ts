import type { TaskError } from '../task/protocol';
import { answerBlocked } from './answer-blocked';
import { commitReady } from './commit-units';
import { cancel, change, changeUnit, removeLive, type Draft } from './draft';
import type { Event } from './event';
import { exitError, timeoutError } from './exit-error';
import type { Instruction } from './instruction';
import { noteCaught } from './catch-failure';
import { reuseUnits } from './reuse-units';
import { newRunState, plannedAt, stepAt, type RunState, type Unit } from './run-state';
import type { RunPlan } from './run-plan';
import { dropStale, noteFinished, releaseIdle, type Outcome } from './settle-unit';
import { isAtStandstill, standstillError } from './standstill';
import { startReady } from './start-units';
import { storyOf } from './story';

/**
 * The whole logic of a run: what it becomes and what must be done when something has happened. Pure. The caller performs all instructions,
 * in their order, before it feeds what comes of them as further events.
 * @throws Error with the story of the execution when the event cannot happen in this state
 */
export function nextState(state: RunState, event: Event): [RunState, Instruction[]] {
  const draft: Draft = { state, instructions: [] };
  apply(draft, event);
  advance(draft);
  return [draft.state, draft.instructions];
}

/** The state after a run's recorded events. */
export function foldEvents(plan: RunPlan, events: Iterable<Event>): RunState {
  let state = newRunState(plan);
  for (const event of events) [state] = nextState(state, event);
  return state;
}

function apply(draft: Draft, event: Event): void {
  switch (event.type) {
    case 'begin':
      return begin(draft);
    case 'reuse':
      return reuse(draft, event);
    case 'started':
      return start(draft, event);
    case 'read':
      return block(draft, event, { awaits: event.slot });
    case 'turn':
      return block(draft, event, { turn: { at: event.at, reads: event.reads } });
    case 'caught':
      return noteCaught(draft, event);
    case 'finished':
      return finish(draft, event, { record: event.record, error: null, lost: false });
    case 'failed':
      return finish(draft, event, { record: event.record, error: event.error, lost: false });
    case 'exited':
      return exit(draft, event);
    case 'timed-out':
      return timeOut(draft, event);
    case 'retry-due':
      return retry(draft, event);
    case 'stop':
      return stop(draft);
    case 'broken':
      return breakOff(draft, event.error);
  }
}

/** Everything that can be done now, until nothing changes; then the end, when nothing is under way any more. */
function advance(draft: Draft): void {
  if (draft.state.status === 'running') {
    while (commitReady(draft));
  }
  if (draft.state.status === 'running') {
    answerBlocked(draft);
    startReady(draft);
    releaseIdle(draft);
  }
  endIfOver(draft);
  if (!isAtStandstill(draft.state)) return;
  breakOff(draft, standstillError(draft.state));
  endIfOver(draft);
}

function begin(draft: Draft): void {
  if (draft.state.status !== 'new') throw illegal(draft, { type: 'begin', at: 0 }, null);
  change(draft, { status: 'running' });
  dropStale(draft, 0);
}

function reuse(draft: Draft, event: Event & { type: 'reuse' }): void {
  if (draft.state.status !== 'new') throw illegal(draft, event, null);
  reuseUnits(draft, event.position, event.units);
}

function start(draft: Draft, event: Event & { type: 'started' }): void {
  const place = unitOf(draft, event.execution, event);
  if (place !== null) changeUnit(draft, ...place, { startedAt: event.at });
}

function block(draft: Draft, event: Event & { readonly execution: number }, why: Pick<Partial<Unit>, 'awaits' | 'turn'>): void {
  const place = unitOf(draft, event.execution, event);
  if (place !== null) changeUnit(draft, ...place, { phase: 'blocked', ...why });
}

function finish(draft: Draft, event: Event & { readonly execution: number }, outcome: Outcome): void {
  const place = unitOf(draft, event.execution, event);
  if (place === null) return;
  removeLive(draft, event.execution);
  noteFinished(draft, ...place, outcome);
  dropStale(draft, place[0]);
}

function exit(draft: Draft, event: Event & { type: 'exited' }): void {
  if (draft.state.cancelled.includes(event.execution)) {
    change(draft, { cancelled: draft.state.cancelled.filter(each => each !== event.execution) });
    return;
  }
  const place = unitOf(draft, event.execution, event);
  if (place === null) return;
  finish(draft, event, { record: event.record, error: exitError(plannedAt(draft.state, place[0]).name, event.exit), lost: true });
}

function timeOut(draft: Draft, event: Event & { type: 'timed-out' }): void {
  if (!(event.execution in draft.state.live)) return;
  const place = unitOf(draft, event.execution, event);
  if (place === null) return;
  cancel(draft, event.execution);
  const planned = plannedAt(draft.state, place[0]);
  noteFinished(draft, ...place, { record: event.record, error: timeoutError(planned.name, planned.timeout ?? 0), lost: true });
}

function retry(draft: Draft, event: Event & { type: 'retry-due' }): void {
  if (stepAt(draft.state, event.position).units[event.unit]?.phase !== 'delayed') return;
  changeUnit(draft, event.position, event.unit, { phase: 'waiting' });
}

function stop(draft: Draft): void {
  if (draft.state.status !== 'running' && draft.state.status !== 'new') return;
  change(draft, { status: 'stopping' });
  cancelAll(draft);
}

function breakOff(draft: Draft, error: TaskError): void {
  if (isOver(draft.state)) return;
  change(draft, { status: 'failing', error: draft.state.error ?? error });
  cancelAll(draft);
}

function endIfOver(draft: Draft): void {
  const { state } = draft;
  const quiet = Object.keys(state.live).length === 0 && state.cancelled.length === 0;
  if (state.status === 'failing') cancelAll(draft);
  if (state.status === 'running' && state.front === state.steps.length && quiet) {
    draft.instructions.push({ type: 'end', status: 'successful', error: null, task: String(state.nextTask) });
    change(draft, { status: 'successful', nextTask: state.nextTask + 1 });
  } else if (state.status === 'stopping' && quiet) {
    draft.instructions.push({ type: 'end', status: 'stopped', error: null, task: null });
    change(draft, { status: 'stopped' });
  } else if (state.status === 'failing' && quiet) {
    draft.instructions.push({ type: 'end', status: 'failed', error: state.error, task: null });
    change(draft, { status: 'failed' });
  }
}

function cancelAll(draft: Draft): void {
  for (const execution of Object.keys(draft.state.live)) cancel(draft, Number(execution));
}

/** Where an execution's unit is; null when it was cancelled: late events are normal then. */
function unitOf(draft: Draft, execution: number, event: Event): readonly [number, number] | null {
  if (draft.state.cancelled.includes(execution)) return null;
  const place = draft.state.live[execution];
  if (place === undefined) throw illegal(draft, event, execution);
  return place;
}

function isOver(state: RunState): boolean {
  return state.status === 'successful' || state.status === 'failed' || state.status === 'stopped';
}

function illegal(draft: Draft, event: Event, execution: number | null): Error {
  return new Error(`'${event.type}' cannot happen now: ${storyOf(draft.state, execution)}`);
}
