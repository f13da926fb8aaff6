import { absentVersion, type Slot, type SlotVersion } from '../task/protocol';
import { cancel, changeUnit, type Draft } from './draft';
import { isFileSlot } from './run-plan';
import { unitAt, type RunState, type Unit } from './run-state';
import { findStale, type Mismatch } from './settle-unit';
import { isSameContent, versionOf, versionTable } from './version-table';

/**
 * It is the turn of an execution that wants to change the world: it may when all that it has read holds, and all that it was told and may
 * still read; else it is killed and its unit runs again. Files it is told anew, since it reads them from the disk.
 */
export function grantTurn(draft: Draft, execution: number, position: number, unit: number): void {
  const current = unitAt(draft.state, position, unit);
  const slots = versionTable(draft.state, { position, kind: current.kind });
  const mismatch = draft.state.plan.validate ? findWrong(draft.state, position, current, slots) : null;
  if (mismatch === null) {
    changeUnit(draft, position, unit, { phase: 'running', turn: null, sure: true });
    draft.instructions.push({ type: 'proceed', execution, slots });
    return;
  }
  const since = current.turn?.at ?? 0;
  draft.instructions.push({ type: 'rerun', position, unit, execution, ...mismatch, cost: since - (current.startedAt ?? since) });
  cancel(draft, execution);
}

function findWrong(state: RunState, position: number, unit: Unit, now: Readonly<Record<Slot, SlotVersion>>): Mismatch | null {
  const reader = { position, kind: unit.kind };
  const stale = findStale(state, reader, unit.turn?.reads ?? {});
  if (stale !== null) return stale;
  const told = unit.told ?? {};
  for (const slot of new Set([...Object.keys(told), ...Object.keys(now)]))
    if (!isFileSlot(slot) && !isAsTold(told[slot], now[slot])) return { slot, writer: versionOf(state, reader, slot).writer };
  return null;
}

/** What was pending is asked for when it is read. A slot that is not listed is absent. */
function isAsTold(told: SlotVersion | undefined, now: SlotVersion | undefined): boolean {
  return told?.kind === 'pending' || isSameContent(idOf(told), idOf(now));
}

function idOf(version: SlotVersion | undefined): string {
  return version === undefined || version.kind === 'pending' ? absentVersion : version.id;
}
