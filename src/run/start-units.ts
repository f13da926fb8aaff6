import type { StoredVersion } from '../artifact/artifact';
import type { Part } from '../task/protocol';
import { addLive, change, changeStep, changeUnit, type Draft } from './draft';
import { areItemsDone, countRunning, isSure, plannedAt, stepAt, unitAt, type RunState, type StepState, type Unit } from './run-state';
import { versionOf, versionTable } from './version-table';

/** Starts what may start, the earliest step first, while workers are free. Nothing after a step that has failed. */
export function startReady(draft: Draft): void {
  let free = draft.state.plan.maxWorkers - countRunning(draft.state);
  for (let position = draft.state.front; position < draft.state.steps.length && free > 0; position++) {
    for (const unit of startableUnits(draft.state, position, free)) {
      start(draft, position, unit);
      free--;
    }
    if (stepAt(draft.state, position).units.some(unit => unit.phase === 'failed')) return;
  }
}

function startableUnits(state: RunState, position: number, free: number): number[] {
  const { units } = stepAt(state, position);
  if (units.some(unit => unit.phase === 'failed') || !mayStart(state, position)) return [];
  const found: number[] = [];
  for (const [index, unit] of units.entries()) {
    if (found.length >= free) break;
    if (unit.phase === 'waiting' && (unit.kind !== 'join' || areItemsDone(units))) found.push(index);
  }
  return found;
}

/** The first step that has not committed always may; others when they may guess and no predicted input is still to be made. */
function mayStart(state: RunState, position: number): boolean {
  if (position === state.front) return true;
  const planned = plannedAt(state, position);
  if (!planned.guess) return false;
  return planned.reads.every(name => versionOf(state, { position, kind: 'whole' }, name).version.kind !== 'pending');
}

function start(draft: Draft, position: number, unit: number): void {
  const execution = draft.state.nextExecution;
  const { kind, attempt } = unitAt(draft.state, position, unit);
  const step = stepAt(draft.state, position);
  const [reuse = null, ...idle] = kind === 'item' ? step.idle : [];
  if (reuse !== null) changeStep(draft, position, { idle });
  const sure = isSure(draft.state, position, unit);
  const slots = versionTable(draft.state, { position, kind });
  draft.instructions.push({
    type: 'execute',
    execution,
    position,
    unit,
    part: partOf(step, unit),
    attempt,
    slots,
    reuse,
    timeout: plannedAt(draft.state, position).timeout,
    sure
  });
  changeUnit(draft, position, unit, { phase: 'running', execution, sure, told: slots, startedAt: null, record: null, error: null });
  addLive(draft, execution, position, unit);
  change(draft, { nextExecution: execution + 1 });
}

function partOf(step: StepState, unit: number): Part {
  const { kind, index } = step.units[unit] ?? { kind: 'whole', index: null };
  if (kind === 'item' && index !== null) return { kind, index, item: itemAt(step, index) };
  if (kind === 'join') return { kind, results: step.units.filter(each => each.kind === 'item').map(resultOf) };
  return kind === 'split' ? { kind } : { kind: 'whole' };
}

function itemAt(step: StepState, index: number): StoredVersion {
  const item = step.units[0]?.record?.items?.[index];
  if (item === undefined) throw new Error(`the split gave no item ${index}`);
  return item.stored;
}

function resultOf(unit: Unit): StoredVersion {
  const result = unit.record?.result;
  if (result === null || result === undefined) throw new Error(`item ${unit.index} has left no result`);
  return result;
}
