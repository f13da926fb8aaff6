import type { Event } from '../run/event';
import { nextState } from '../run/next-state';
import { newRunState, unitAt, type RunState, type StepState } from '../run/run-state';
import type { Deed, RunHeader, RunLine } from '../scheduler/run-line';
import type { StepPhase } from '../step-phase';
import { timeOfStep } from './time-at-work';

/** One step while its run goes on. Times in milliseconds since 1970. */
export interface StepProgress {
  readonly name: string;
  readonly phase: StepPhase;
  /** Start of its first execution; null before. */
  readonly startedAt: number | null;
  /** Last change to a phase in which nothing of it runs; null while it does. */
  readonly endedAt: number | null;
  /** Milliseconds in which it was really at work, see `timeOfStep`; null while it goes on, and where nothing of it ran. */
  readonly worked: number | null;
  /** Items of a foreach: done and how many there are; null while not known. */
  readonly items: { readonly done: number; readonly total: number } | null;
  readonly reruns: number;
}

/** An execution that was thrown away, with its reason. */
export interface Rerun {
  readonly step: string;
  readonly slot: string | null;
  readonly writer: string | null;
  /** Milliseconds. */
  readonly cost: number;
}

/** A run as somebody who follows its events sees it. Frozen. */
export interface Progress {
  readonly header: RunHeader;
  readonly state: RunState;
  readonly startedAt: number;
  readonly steps: readonly StepProgress[];
  readonly reruns: readonly Rerun[];
  /** Tasks of the run that is resumed which could not be taken over after all. */
  readonly refused: readonly Omit<Rerun, 'cost'>[];
  /** File that the newest execution prints to; null before the first. */
  readonly output: string | null;
  /** The same for its stderr. */
  readonly errors: string | null;
}

/** A run of which nothing but its header is known. */
export function newProgress(header: RunHeader, at: number): Progress {
  const state = newRunState(header.plan);
  const steps = header.plan.steps.map(({ name }) => ({
    name,
    phase: 'waiting' as const,
    startedAt: null,
    endedAt: null,
    worked: null,
    items: null,
    reruns: 0
  }));
  return Object.freeze({ header, state, startedAt: at, steps, reruns: [], refused: [], output: null, errors: null });
}

/** The progress after one more line of the run's events; the header's own line changes nothing. */
export function addLine(progress: Progress, line: RunLine): Progress {
  if (line.type === 'event') return addEvent(progress, line.event, line.at);
  return line.type === 'deed' ? addDeed(progress, line.deed, line.at) : progress;
}

function addEvent(progress: Progress, event: Event, at: number): Progress {
  const [state] = nextState(progress.state, event);
  return Object.freeze({ ...progress, state, steps: progress.steps.map((step, position) => follow(step, state, position, at)) });
}

function addDeed(progress: Progress, deed: Deed, at: number): Progress {
  if (deed.type === 'execute') {
    const steps = progress.steps.map((step, position) =>
      position === deed.position && step.startedAt === null ? { ...step, startedAt: at } : step
    );
    return Object.freeze({ ...progress, steps, output: deed.stdout, errors: deed.stderr });
  }
  if (deed.type !== 'rerun') return progress;
  const step = progress.steps[deed.position]?.name ?? '';
  if (deed.execution === null)
    return Object.freeze({ ...progress, refused: [...progress.refused, { step, slot: deed.slot, writer: deed.writer }] });
  const steps = progress.steps.map((each, position) => (position === deed.position ? { ...each, reruns: each.reruns + 1 } : each));
  return Object.freeze({
    ...progress,
    steps,
    reruns: [...progress.reruns, { step, slot: deed.slot, writer: deed.writer, cost: deed.cost }]
  });
}

function follow(step: StepProgress, state: RunState, position: number, at: number): StepProgress {
  const units = state.steps[position];
  if (units === undefined) return step;
  const phase = phaseOf(units, state, position);
  const ended = phase !== 'running' && phase !== 'blocked' && phase !== 'waiting';
  return {
    ...step,
    phase,
    startedAt: step.startedAt ?? (phase === 'waiting' ? null : at),
    endedAt: ended ? (step.endedAt ?? at) : null,
    worked: ended ? timeOfStep(units) : null,
    items: itemsOf(units)
  };
}

function phaseOf(step: StepState, state: RunState, position: number): StepPhase {
  const phases = new Set(step.units.map(unit => unit.phase));
  if (phases.has('failed')) return 'failed';
  if (position < state.front) return donePhase(step);
  if (Object.values(state.live).some(place => place[0] === position)) return onlyBlocked(state, position) ? 'blocked' : 'running';
  if (state.status !== 'running' && state.status !== 'new' && phases.has('waiting') && step.units.some(unit => unit.execution !== null))
    return 'stopped';
  if (phases.size === 1 && phases.has('finished')) return 'finished';
  return step.units.some(unit => unit.execution !== null) ? 'running' : 'waiting';
}

function donePhase({ units }: StepState): StepPhase {
  if (units.some(unit => unit.caught !== null)) return 'caught';
  return units.every(unit => unit.origin !== null) ? 'reused' : 'committed';
}

function onlyBlocked(state: RunState, position: number): boolean {
  return Object.values(state.live)
    .filter(place => place[0] === position)
    .every(place => unitAt(state, ...place).phase === 'blocked');
}

function itemsOf(step: StepState): StepProgress['items'] {
  const items = step.units.filter(unit => unit.kind === 'item');
  if (items.length === 0) return null;
  return { done: items.filter(unit => unit.phase === 'finished' || unit.phase === 'committed').length, total: items.length };
}
