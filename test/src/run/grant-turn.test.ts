import { describe, expect, it } from 'vitest';
import { planOf, recordOf, Tape, write } from './simulation';

const plan = planOf([{ writes: ['x'] }, { writes: ['y'] }, { writes: ['z'] }], { maxWorkers: 2 });

describe('an execution that wants to change the world', () => {
  it('may at once when everything before it has committed', () => {
    const tape = new Tape(plan);
    expect(tape.begin()).toMatchObject([{ sure: true }, { sure: false }]);
    expect(tape.feed({ type: 'turn', at: 5, execution: 1, reads: {} })).toMatchObject([{ type: 'proceed', execution: 1 }]);
  });

  it('waits without a worker until the steps before it have committed, and is told which files they wrote', () => {
    const tape = new Tape(plan);
    tape.begin();
    expect(tape.feed({ type: 'turn', at: 5, execution: 2, reads: {} })).toMatchObject([{ type: 'execute', position: 2 }]);
    const after = tape.finish(1, { writes: { x: write('a'), 'file:data@1.csv': { kind: 'file', content: 'sha1:ff' } } });
    expect(after).toContainEqual({
      type: 'proceed',
      execution: 2,
      slots: expect.objectContaining({ 'file:data@1.csv': { kind: 'file', id: '0:file:data@1.csv:sha1:ff', content: 'sha1:ff' } })
    });
    tape.finish(2, { reads: { 'file:data@1.csv': '0:file:data@1.csv:sha1:ff' } });
    tape.finish(3);
    expect(tape.of('rerun')).toEqual([]);
    expect(tape.state.status).toBe('successful');
  });

  it.each([
    ['has read a version that does not hold', { hidden: 'absent' }],
    ['was told one that it may still read', {}]
  ])('is killed before it does, and runs again, when it %s', (_, reads) => {
    const tape = new Tape(plan);
    tape.begin();
    tape.feed({ type: 'started', at: 2, execution: 2 });
    tape.feed({ type: 'turn', at: 5, execution: 2, reads });
    const after = tape.finish(1, { writes: { hidden: write('h') } });
    expect(after).toContainEqual({ type: 'rerun', position: 1, unit: 0, execution: 2, slot: 'hidden', writer: 's0', cost: 3 });
    expect(after).toContainEqual({ type: 'cancel', execution: 2 });
    expect(after).toContainEqual(expect.objectContaining({ type: 'execute', position: 1, sure: true }));
    expect(tape.of('proceed')).toEqual([]);
  });

  it('fails for good when it is killed after that, since what it had read was right', () => {
    const tape = new Tape(plan);
    tape.begin();
    tape.feed({ type: 'turn', at: 5, execution: 2, reads: {} });
    tape.finish(1);
    tape.feed({ type: 'exited', at: 6, execution: 2, exit: { code: null, signal: 'SIGKILL' }, record: recordOf() });
    expect(tape.of('commit').at(-1)).toMatchObject({ position: 1, error: { code: 'HW204' } });
  });
});
