import type { ExecutionRecord, Slot, TaskError } from '../task/protocol';
import { cancel, changeStep, changeUnit, type Draft } from './draft';
import { conflictError, findFileConflict } from './file-slots';
import { emptyRecord } from './empty-record';
import { isFileSlot, nameOfSlot } from './run-plan';
import { areItemsDone, isFinished, newUnit, plannedAt, stepAt, unitAt, type RunState, type Unit } from './run-state';
import { isSameContent, versionOf, versionsOfUnits, type Reader } from './version-table';

/** A slot that an execution read in another version than the serial order gives now. */
export interface Mismatch {
  /** Null when its reads are not known. */
  readonly slot: Slot | null;
  readonly writer: string | null;
}

/** How an execution ended. */
export interface Outcome {
  readonly record: ExecutionRecord;
  /** Null when it succeeded. */
  readonly error: TaskError | null;
  /** True when its process ended first, so that what it had read will never be known. */
  readonly lost: boolean;
}

/** Keeps what an execution has done, until it is known to be right; its process is kept for further items, or released. */
export function noteFinished(draft: Draft, position: number, unit: number, { record, error, lost }: Outcome): void {
  const before = unitAt(draft.state, position, unit);
  changeUnit(draft, position, unit, {
    phase: error === null ? 'finished' : 'failed',
    record: { ...record, writes: { ...before.files, ...record.writes } },
    error,
    lost,
    awaits: null,
    turn: null
  });
  keepProcess(draft, position, before, error === null && record.clean);
  if (error === null) noteDone(draft, position, unit);
}

/** Draws the conclusions from a unit that has just finished, whoever executed it: the items of its split, the end of its items or step. */
export function noteDone(draft: Draft, position: number, unit: number): void {
  const { kind, record } = unitAt(draft.state, position, unit);
  if (kind === 'split' && record !== null) addItems(draft, position, record);
  if (kind === 'item') refuseConflicts(draft, position);
  noteWrites(draft, position);
}

/** The first read of a unit that does not hold (any more); null when all hold. `final`: all before it has committed. */
export function findMismatch(draft: Draft, position: number, unit: Unit, final: boolean): Mismatch | null {
  const { record } = unit;
  if (record === null || !draft.state.plan.validate) return null;
  if (unit.lost) return final && !unit.sure ? { slot: null, writer: null } : null;
  return findStale(draft.state, { position, kind: unit.kind }, record.reads);
}

/** The first of some reads that does not hold (any more); null when all hold. */
export function findStale(state: RunState, reader: Reader, reads: Readonly<Record<Slot, string>>): Mismatch | null {
  for (const [slot, id] of Object.entries(reads)) {
    const { version, writer } = versionOf(state, reader, slot);
    if (version.kind !== 'pending' && !isSameContent(version.id, id)) return { slot, writer };
  }
  return null;
}

/** Throws an execution away and lets its unit run again, with all that was built on it in its step. */
export function discardUnit(draft: Draft, position: number, unit: number, mismatch: Mismatch): void {
  const old = unitAt(draft.state, position, unit);
  if (old.record === null) return;
  const cost = old.execution === null ? 0 : old.record.finishedAt - old.record.startedAt;
  draft.instructions.push({ type: 'rerun', position, unit, execution: old.execution, ...mismatch, cost });
  learnWrites(draft, position, old.record);
  resetUnit(draft, position, unit);
}

/** Throws away the finished work of later steps that has read what has just turned out to be another version. */
export function dropStale(draft: Draft, position: number): void {
  for (let later = position; later < draft.state.steps.length; later++)
    for (const [index, unit] of stepAt(draft.state, later).units.entries()) {
      if (unit.phase !== 'finished' && unit.phase !== 'failed') continue;
      const mismatch = findMismatch(draft, later, unit, false);
      if (mismatch !== null) {
        discardUnit(draft, later, index, mismatch);
        break;
      }
    }
}

/**
 * An execution was killed that may have written files, and nobody knows which: later executions that have read a file, or are at work and
 * may have, run again.
 */
export function distrustFiles(draft: Draft, position: number): void {
  for (const execution of Object.keys(draft.state.live).map(Number))
    if ((draft.state.live[execution]?.[0] ?? 0) > position) cancel(draft, execution);
  const writer = plannedAt(draft.state, position).name;
  for (let later = position + 1; later < draft.state.steps.length; later++)
    for (const [index, unit] of stepAt(draft.state, later).units.entries()) {
      const slot = Object.keys(unit.record?.reads ?? {}).find(isFileSlot);
      if (slot === undefined || (unit.phase !== 'finished' && unit.phase !== 'failed')) continue;
      discardUnit(draft, later, index, { slot, writer });
      break;
    }
}

/** Lets go of processes that were kept for items when no item waits any more. */
export function releaseIdle(draft: Draft): void {
  for (const [position, step] of draft.state.steps.entries()) {
    if (step.idle.length === 0 || step.units.some(unit => unit.kind === 'item' && unit.phase === 'waiting')) continue;
    for (const execution of step.idle) draft.instructions.push({ type: 'release', execution });
    changeStep(draft, position, { idle: [] });
  }
}

function keepProcess(draft: Draft, position: number, unit: Unit, clean: boolean): void {
  if (unit.execution === null) return;
  const step = stepAt(draft.state, position);
  if (unit.kind === 'item' && clean && !plannedAt(draft.state, position).isolated)
    changeStep(draft, position, { idle: [...step.idle, unit.execution] });
  else if (!draft.state.cancelled.includes(unit.execution)) draft.instructions.push({ type: 'release', execution: unit.execution });
}

function addItems(draft: Draft, position: number, record: ExecutionRecord): void {
  const [split] = stepAt(draft.state, position).units;
  if (split === undefined) return;
  const items = (record.items ?? []).map((_, index) => newUnit('item', index));
  changeStep(draft, position, { units: [split, ...items, newUnit('join', null)], caught: null });
}

function noteWrites(draft: Draft, position: number): void {
  const step = stepAt(draft.state, position);
  if (!isFinished(step)) return;
  changeStep(draft, position, { writes: Object.freeze(versionsOfUnits(draft.state.plan, position, step.units)) });
}

function learnWrites(draft: Draft, position: number, record: ExecutionRecord): void {
  const { learned } = stepAt(draft.state, position);
  const names = Object.keys(record.writes).map(nameOfSlot);
  changeStep(draft, position, { learned: [...new Set([...learned, ...names])], writes: null });
}

function resetUnit(draft: Draft, position: number, unit: number): void {
  const { units } = stepAt(draft.state, position);
  const old = unitAt(draft.state, position, unit);
  if (old.kind === 'split') {
    for (const each of units) if (each.execution !== null) cancel(draft, each.execution);
    changeStep(draft, position, { units: [again(old)] });
    return;
  }
  changeUnit(draft, position, unit, again(old));
  if (old.kind === 'item') resetJoin(draft, position, units.length - 1);
}

/** When all items are done and two of them have met in a file, their join does not run. */
function refuseConflicts(draft: Draft, position: number): void {
  const { units } = stepAt(draft.state, position);
  if (!areItemsDone(units)) return;
  const conflict = findFileConflict(units);
  if (conflict === null) return;
  const at = Math.max(...units.map(each => each.record?.finishedAt ?? 0));
  const error = conflictError(plannedAt(draft.state, position).name, conflict);
  changeUnit(draft, position, units.length - 1, { phase: 'failed', record: emptyRecord(at), error });
}

/** A join was given results that no longer hold. */
function resetJoin(draft: Draft, position: number, unit: number): void {
  const join = unitAt(draft.state, position, unit);
  if (join.execution !== null) cancel(draft, join.execution);
  changeUnit(draft, position, unit, again(join));
}

function again(unit: Unit): Unit {
  return { ...newUnit(unit.kind, unit.index), attempt: unit.attempt, task: unit.task, files: unit.files };
}
