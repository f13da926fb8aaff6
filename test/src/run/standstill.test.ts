import { describe, expect, it } from 'vitest';
import { nextState } from '../../../src/run/next-state';
import type { RunState, Unit } from '../../../src/run/run-state';
import { isAtStandstill } from '../../../src/run/standstill';
import { planOf, recordOf, Tape } from './simulation';

/** Changes nothing by itself. */
const nudge = { type: 'retry-due', at: 0, position: 0, unit: 0 } as const;

describe('a standstill', () => {
  it('ends the run by name, with what each part waits for, when a variable is waited for whose maker is gone', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, {}]));
    tape.begin();
    tape.feed({ type: 'read', at: 0, execution: 2, slot: 'x' });
    const { 1: _lost, ...live } = tape.state.live;
    const [state, instructions] = nextState({ ...tape.state, live }, nudge);
    expect(state.status).toBe('failing');
    expect(state.error).toMatchObject({ code: 'HW592', message: expect.stringContaining("step 's0' is running (execution 1") });
    expect(state.error?.stack).toContain("step 's1' waits for 'x'");
    expect(instructions).toEqual([{ type: 'cancel', execution: 2 }]);
    const [ended] = nextState(state, { type: 'exited', at: 0, execution: 2, exit: { code: null, signal: 'SIGKILL' }, record: recordOf() });
    expect(ended.status).toBe('failed');
  });

  it('ends a run at once that has lost all its executions', () => {
    const lost = { ...withUnit(afterBegin(), 0, { phase: 'running' }), live: {} };
    const [state, instructions] = nextState(lost, nudge);
    expect([state.status, instructions.at(-1)?.type]).toEqual(['failed', 'end']);
  });

  it('is not one while a process is at work or about to end, a retry is waited for or a failure is caught', () => {
    const begun = afterBegin();
    const blocked = withUnit(begun, 0, { phase: 'blocked', awaits: 'x' });
    expect(isAtStandstill(begun)).toBe(false);
    expect(isAtStandstill(blocked)).toBe(true);
    expect(isAtStandstill({ ...blocked, cancelled: [7] })).toBe(false);
    expect(isAtStandstill({ ...withUnit(begun, 0, { phase: 'delayed' }), live: {} })).toBe(false);
    expect(isAtStandstill({ ...withUnit(begun, 0, { phase: 'catching' }), live: {} })).toBe(false);
    for (const status of ['new', 'stopping', 'failing', 'successful', 'failed', 'stopped'] as const)
      expect(isAtStandstill({ ...blocked, status })).toBe(false);
  });
});

/** The first of two steps is at work, the second may not guess. */
function afterBegin(): RunState {
  const tape = new Tape(planOf([{}, { guess: false }]));
  tape.begin();
  return tape.state;
}

function withUnit(state: RunState, position: number, fields: Partial<Unit>): RunState {
  return {
    ...state,
    steps: state.steps.map((step, at) => (at === position ? { ...step, units: step.units.map(unit => ({ ...unit, ...fields })) } : step))
  };
}
