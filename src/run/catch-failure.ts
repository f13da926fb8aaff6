import type { ExecutionRecord, Slot, SlotWrite, TaskError } from '../task/protocol';
import { changeStep, changeUnit, type Draft } from './draft';
import { emptyRecord } from './empty-record';
import type { CaughtValues, Event } from './event';
import { fileWrites } from './file-slots';
import { isFileSlot } from './run-plan';
import { plannedAt, stepAt, unitAt, type Unit } from './run-state';
import { dropStale, noteDone } from './settle-unit';
import { slotsOf } from './version-table';

/** Asks for the values that a failure is published with, when its step catches failures. */
export function catchFailure(draft: Draft, position: number, unit: number, error: TaskError): void {
  changeUnit(draft, position, unit, { phase: 'catching' });
  const { units } = stepAt(draft.state, position);
  const errors = units[unit]?.kind === 'item' ? units.filter(each => each.kind === 'item').map(failureOf) : null;
  draft.instructions.push({ type: 'catch', position, unit, error, errors });
}

function failureOf({ phase, error, caught }: Unit): TaskError | null {
  return phase === 'catching' ? error : caught;
}

/** A failure has become values: its unit counts as finished, and the run goes on. */
export function noteCaught(draft: Draft, { position, unit, values }: Event & { type: 'caught' }): void {
  const { phase, kind, record, error } = unitAt(draft.state, position, unit);
  if (phase !== 'catching' || record === null) return;
  changeUnit(draft, position, unit, {
    phase: 'finished',
    record: caughtRecord(draft, position, kind, record, values),
    error: null,
    caught: error,
    lost: false
  });
  if (kind === 'item') changeStep(draft, position, { caught: values.list });
  noteDone(draft, position, unit);
  if (kind === 'split') skipJoin(draft, position, values, error, record.finishedAt);
  dropStale(draft, position);
}

function caughtRecord(draft: Draft, position: number, kind: Unit['kind'], record: ExecutionRecord, values: CaughtValues): ExecutionRecord {
  const missing = kind === 'whole' || kind === 'join' ? missingWrites(draft, position) : {};
  const writes = { ...fileWrites(record), ...missing, [variableOf(draft, position)]: { kind: 'value' as const, stored: values.error } };
  return Object.freeze({
    ...record,
    writes,
    items: kind === 'split' ? [] : null,
    result: kind === 'item' ? values.nothing : null,
    clean: false
  });
}

/** A foreach whose split has failed has no items, and its join nothing to join: it has failed like its split. */
function skipJoin(draft: Draft, position: number, values: CaughtValues, error: TaskError | null, at: number): void {
  const unit = stepAt(draft.state, position).units.length - 1;
  const record = caughtRecord(draft, position, 'join', emptyRecord(at), values);
  changeUnit(draft, position, unit, { phase: 'finished', record, caught: error });
  noteDone(draft, position, unit);
}

/** Names that the step would have assigned: whoever reads one is told why it is not there. */
function missingWrites(draft: Draft, position: number): Record<Slot, SlotWrite> {
  const { plan } = draft.state;
  const planned = plannedAt(draft.state, position);
  const variable = variableOf(draft, position);
  // Not what thrown away executions wrote: whether there were any is a matter of luck.
  const names = new Set(planned.writes);
  const missing: Record<Slot, SlotWrite> = Object.create(null);
  for (const name of names) {
    if (name === variable || isFileSlot(name) || Object.hasOwn(planned.definitions, name)) continue;
    const message = `'${name}' was not made: step '${planned.name}' failed, and its error was caught in '${variable}'.`;
    const hint = `Use '${name}' only where '${variable}' is null.`;
    for (const slot of slotsOf(plan, name)) missing[slot] = { kind: 'unstorable', message, hint };
  }
  return missing;
}

function variableOf(draft: Draft, position: number): string {
  const { catches, name } = plannedAt(draft.state, position);
  if (catches === null) throw new Error(`step ${name} catches nothing`);
  return catches;
}
