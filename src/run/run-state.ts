import type { StoredVersion } from '../artifact/artifact';
import type { ExecutionRecord, Slot, SlotVersion, SlotWrite, TaskError } from '../task/protocol';
import type { RunStatus } from './instruction';
import type { PlannedStep, RunPlan } from './run-plan';
import type { TaskOrigin } from './task-origin';

/** What a unit runs: a whole step, or one part of a foreach. */
export type UnitKind = 'whole' | 'split' | 'item' | 'join';

/**
 * Where a unit is: `waiting` to start, `running`, `blocked` on a variable that is still to be made or until its turn comes, `finished` or
 * `failed` but not yet known to be right, `delayed` until its next attempt, `catching` while its failure is made a value, `committed`.
 */
export type UnitPhase = 'waiting' | 'running' | 'blocked' | 'finished' | 'failed' | 'delayed' | 'catching' | 'committed';

/** The smallest thing that is executed and published: one task. Frozen. */
export interface Unit {
  readonly kind: UnitKind;
  /** Position among the items; null unless an item. */
  readonly index: number | null;
  readonly phase: UnitPhase;
  /** Its newest execution; null before the first. */
  readonly execution: number | null;
  /** True when everything before it had committed as it started or as its turn came, so that it cannot have read a wrong version. */
  readonly sure: boolean;
  /** What it waits for while blocked on a variable. */
  readonly awaits: Slot | null;
  /** Since when it waits for its turn and what it had read by then; null when it does not. */
  readonly turn: { readonly at: number; readonly reads: Readonly<Record<Slot, string>> } | null;
  /** What its newest execution was told as it started; null before the first. */
  readonly told: Readonly<Record<Slot, SlotVersion>> | null;
  /** Milliseconds since 1970; start of its newest execution, null before. */
  readonly startedAt: number | null;
  /** What it did, once finished, failed or committed. */
  readonly record: ExecutionRecord | null;
  readonly error: TaskError | null;
  /** The failure that was caught; else null. */
  readonly caught: TaskError | null;
  /** The task of another run that its record comes from; null when it is this run's own. */
  readonly origin: TaskOrigin | null;
  /** Attempts that were published as failed. */
  readonly attempt: number;
  /** What those attempts did to files: that has happened. */
  readonly files: Readonly<Record<Slot, SlotWrite>>;
  /** Id of its task; null until it is known to belong to the result. */
  readonly task: string | null;
  /** True when its process ended before it could say what it had read. */
  readonly lost: boolean;
}

/** A step while the run goes on: one unit, or a split, then one for each item and a join. Frozen. */
export interface StepState {
  readonly units: readonly Unit[];
  /** What it has written, once each of its units has finished; later units win. */
  readonly writes: Readonly<Record<Slot, SlotVersion>> | null;
  /** Names that executions which were thrown away have written: it will probably write them again. */
  readonly learned: readonly string[];
  /** The errors of its items so far, as a list in item order; null while none was caught. */
  readonly caught: StoredVersion | null;
  /** Executions of items whose processes are free for further items. */
  readonly idle: readonly number[];
}

/** Everything about a run; the fold of its events. Frozen, JSON. */
export interface RunState {
  readonly plan: RunPlan;
  readonly status: 'new' | 'running' | 'stopping' | 'failing' | RunStatus;
  readonly steps: readonly StepState[];
  /** How many steps, from the first, have committed. */
  readonly front: number;
  readonly nextExecution: number;
  readonly nextTask: number;
  /** Position and unit of every execution whose process is at work or blocked. */
  readonly live: Readonly<Record<number, readonly [position: number, unit: number]>>;
  /** Executions that are being killed. */
  readonly cancelled: readonly number[];
  /** Why the run fails; null while it does not. */
  readonly error: TaskError | null;
  /** For each setup variable that a committed task has read: its content key, in the first of them. */
  readonly setup: Readonly<Record<string, string>>;
}

/** A run before its first event. Task 0 is the parameters', 1 the recorded first step. */
export function newRunState(plan: RunPlan): RunState {
  return Object.freeze({
    plan,
    status: 'new' as const,
    steps: plan.steps.map(newStepState),
    front: 0,
    nextExecution: 1,
    nextTask: 2,
    live: {},
    cancelled: [],
    error: null,
    setup: {}
  });
}

/** A step of which nothing has run yet. */
export function newStepState(step: PlannedStep): StepState {
  return Object.freeze({
    units: [newUnit(step.kind === 'foreach' ? 'split' : 'whole', null)],
    writes: null,
    learned: [],
    caught: null,
    idle: []
  });
}

/** A unit that waits for its first execution. */
export function newUnit(kind: UnitKind, index: number | null): Unit {
  return Object.freeze({
    kind,
    index,
    phase: 'waiting' as const,
    execution: null,
    sure: false,
    awaits: null,
    turn: null,
    told: null,
    startedAt: null,
    record: null,
    error: null,
    caught: null,
    origin: null,
    attempt: 0,
    files: {},
    task: null,
    lost: false
  });
}

/** The step at a position. @throws when there is none: a mistake of the caller */
export function stepAt(state: RunState, position: number): StepState {
  const step = state.steps[position];
  if (step === undefined) throw new RangeError(`no step at position ${position}`);
  return step;
}

/** The planned step at a position. @throws when there is none: a mistake of the caller */
export function plannedAt(state: RunState, position: number): PlannedStep {
  const step = state.plan.steps[position];
  if (step === undefined) throw new RangeError(`no step at position ${position}`);
  return step;
}

/** A unit of a step. @throws when there is none: a mistake of the caller */
export function unitAt(state: RunState, position: number, unit: number): Unit {
  const found = stepAt(state, position).units[unit];
  if (found === undefined) throw new RangeError(`no unit ${unit} in step ${position}`);
  return found;
}

/** True once every unit of a step has finished; a foreach's items are known only after its split. */
export function isFinished(step: StepState): boolean {
  return step.units.every(unit => unit.phase === 'finished' || unit.phase === 'committed') && step.units.at(-1)?.kind !== 'split';
}

/** True once a foreach's items are all done, so that its join may run. */
export function areItemsDone(units: readonly Unit[]): boolean {
  return units.every(unit => unit.kind === 'join' || unit.phase === 'finished' || unit.phase === 'committed');
}

/** True when everything before a unit has committed. Items need only their split; what other items do does not matter to them. */
export function isSure(state: RunState, position: number, unit: number): boolean {
  if (position !== state.front) return false;
  const { units } = stepAt(state, position);
  return units[unit]?.kind === 'join'
    ? units.slice(0, unit).every(each => each.phase === 'committed')
    : unit === 0 || units[0]?.phase === 'committed';
}

/** Executions that take up a worker. */
export function countRunning(state: RunState): number {
  return Object.values(state.live).filter(([position, unit]) => unitAt(state, position, unit).phase === 'running').length;
}
