import { cancel, change, changeStep, changeUnit, type Draft } from './draft';
import { plannedAt, stepAt, unitAt, type Unit } from './run-state';
import { catchFailure } from './catch-failure';
import { fileWrites } from './file-slots';
import { discardUnit, distrustFiles, findMismatch } from './settle-unit';
import { changedSetup, noteSetup, setupError } from './setup-values';

/**
 * Commits what can be committed of the first step that is not done: its units in order, items in any order once their split is committed.
 * Work that has read another version than the committed order gives is thrown away; a failure that holds fails the run or is tried again.
 * Returns true when the step is done and the next one should be looked at.
 */
export function commitReady(draft: Draft): boolean {
  const { front, steps } = draft.state;
  if (front >= steps.length || draft.state.status !== 'running') return false;
  for (let unit = 0; unit < stepAt(draft.state, front).units.length; unit++) {
    if (!mayCommit(draft, unit)) break;
    if (!settle(draft, front, unit)) return false;
  }
  if (stepAt(draft.state, front).units.some(unit => unit.phase !== 'committed')) return false;
  change(draft, { front: front + 1 });
  return true;
}

function mayCommit(draft: Draft, unit: number): boolean {
  const { units } = stepAt(draft.state, draft.state.front);
  const kind = units[unit]?.kind;
  if (kind === 'item') return units[0]?.phase === 'committed';
  return kind !== 'join' || units.slice(0, unit).every(each => each.phase === 'committed');
}

/** Returns false when nothing more can be said about this step now. */
function settle(draft: Draft, position: number, unit: number): boolean {
  const current = unitAt(draft.state, position, unit);
  if (current.phase !== 'finished' && current.phase !== 'failed') return true;
  const mismatch = findMismatch(draft, position, current, true);
  if (mismatch !== null) {
    discardUnit(draft, position, unit, mismatch);
    return current.kind !== 'split';
  }
  const changed = changedSetup(draft.state, current);
  if (changed !== null && current.origin !== null) {
    discardUnit(draft, position, unit, { slot: changed, writer: null });
    return current.kind !== 'split';
  }
  const task = current.task ?? takeTask(draft, position, current);
  if (current.phase === 'failed') return settleFailure(draft, position, unit, current, task);
  if (changed !== null) return failSetup(draft, position, unit, task, changed);
  publish(draft, position, unit, current, task);
  return true;
}

function settleFailure(draft: Draft, position: number, unit: number, current: Unit, task: string): boolean {
  const { retries, catches } = plannedAt(draft.state, position);
  // A unit that was refused its execution has none to repeat.
  const isRefused = current.execution === null;
  if (current.lost) distrustFiles(draft, position);
  if (current.attempt < retries && !isRefused) tryAgain(draft, position, unit, current, task);
  else if (catches === null || isRefused || current.error === null) return fail(draft, position, unit, current, task);
  else {
    changeUnit(draft, position, unit, { task });
    catchFailure(draft, position, unit, current.error);
  }
  return true;
}

function failSetup(draft: Draft, position: number, unit: number, task: string, name: string): false {
  const error = setupError(plannedAt(draft.state, position).name, name);
  changeUnit(draft, position, unit, { phase: 'failed', error });
  return fail(draft, position, unit, unitAt(draft.state, position, unit), task);
}

/** Items get the ids after their split's, in item order, whichever is published first. */
function takeTask(draft: Draft, position: number, unit: Unit): string {
  const task = draft.state.nextTask;
  change(draft, { nextTask: task + 1 });
  if (unit.kind === 'split') reserveItemTasks(draft, position);
  return String(task);
}

function reserveItemTasks(draft: Draft, position: number): void {
  let { nextTask } = draft.state;
  const units = stepAt(draft.state, position).units.map(unit =>
    unit.kind === 'item' && unit.task === null ? Object.freeze({ ...unit, task: String(nextTask++) }) : unit
  );
  changeStep(draft, position, { units });
  change(draft, { nextTask });
}

function publish(draft: Draft, position: number, unit: number, current: Unit, task: string): void {
  changeUnit(draft, position, unit, { phase: 'committed', task });
  noteSetup(draft, current);
  sendCommit(draft, position, unit, current, task);
}

function tryAgain(draft: Draft, position: number, unit: number, current: Unit, task: string): void {
  const { retryDelay } = plannedAt(draft.state, position);
  sendCommit(draft, position, unit, current, task);
  const attempt = current.attempt + 1;
  changeUnit(draft, position, unit, {
    phase: retryDelay > 0 ? 'delayed' : 'waiting',
    attempt,
    task,
    files: fileWrites(current.record),
    record: null,
    error: null
  });
  draft.instructions.push({ type: 'retry', position, unit, attempt, delay: retryDelay });
}

function fail(draft: Draft, position: number, unit: number, current: Unit, task: string): false {
  sendCommit(draft, position, unit, current, task);
  changeUnit(draft, position, unit, { task });
  for (const execution of Object.keys(draft.state.live)) cancel(draft, Number(execution));
  publishFinishedItems(draft, position);
  change(draft, { status: 'failing', error: current.error });
  return false;
}

function sendCommit(draft: Draft, position: number, unit: number, current: Unit, task: string): void {
  const { execution, record, error, caught, origin, attempt } = current;
  if (record === null) throw new Error(`task ${task} has nothing to publish`);
  draft.instructions.push({ type: 'commit', position, unit, execution, task, attempt, record, error, caught, origin });
}

function isRight(draft: Draft, position: number, unit: Unit): boolean {
  return findMismatch(draft, position, unit, true) === null && changedSetup(draft.state, unit) === null;
}

/** What was complete and right is not lost when another item fails. */
function publishFinishedItems(draft: Draft, position: number): void {
  for (const [index, unit] of stepAt(draft.state, position).units.entries())
    if (unit.kind === 'item' && unit.phase === 'finished' && isRight(draft, position, unit))
      publish(draft, position, index, unit, unit.task ?? takeTask(draft, position, unit));
}
