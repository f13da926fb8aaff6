import { changeUnit, type Draft } from './draft';
import type { ReusedUnit } from './event';
import { areItemsDone, stepAt, type Unit } from './run-state';
import { noteDone } from './settle-unit';

/** Takes finished tasks of another run for executions of this one, as far as the step has their parts. */
export function reuseUnits(draft: Draft, position: number, offered: readonly ReusedUnit[]): void {
  if (position < 0 || position >= draft.state.steps.length) return;
  for (const kind of ['whole', 'split', 'item', 'join'] as const)
    for (const each of offered) if (each.kind === kind) reuseUnit(draft, position, each);
}

function reuseUnit(draft: Draft, position: number, { kind, index, record, origin }: ReusedUnit): void {
  const { units } = stepAt(draft.state, position);
  const unit = units.findIndex(each => each.kind === kind && each.index === index);
  const current = units[unit];
  if (current === undefined || !isPossible(current, units)) return;
  if (kind === 'item' ? record.result === null : kind === 'split' && record.items === null) return;
  changeUnit(draft, position, unit, { phase: 'finished', record, origin });
  noteDone(draft, position, unit);
}

function isPossible(unit: Unit, units: readonly Unit[]): boolean {
  return unit.phase === 'waiting' && (unit.kind !== 'join' || areItemsDone(units));
}
