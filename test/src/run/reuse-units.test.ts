import { describe, expect, it } from 'vitest';
import type { ReusedUnit } from '../../../src/run/event';
import type { ExecutionRecord } from '../../../src/task/protocol';
import { planOf, recordOf, stored, Tape, write } from './simulation';

function unit(kind: ReusedUnit['kind'], index: number | null, fields: Partial<ExecutionRecord>, task: string): ReusedUnit {
  return { kind, index, record: recordOf(fields), origin: { run: '7', task } };
}

describe('work of another run', () => {
  it('is committed as it is when it fits, whatever made the same values, and what does not fit runs', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, { reads: ['x'], writes: ['y'] }, { reads: ['y'] }]));
    tape.feed({ type: 'reuse', at: 0, position: 0, units: [unit('whole', null, { writes: { x: write('new') } }, '2')] });
    tape.feed({
      type: 'reuse',
      at: 0,
      position: 1,
      units: [unit('whole', null, { reads: { x: '4:x:new' }, writes: { y: write('y') } }, '3')]
    });
    tape.feed({ type: 'reuse', at: 0, position: 2, units: [unit('whole', null, { reads: { y: '1:y:old' } }, '4')] });
    expect(tape.begin()).toMatchObject([
      { type: 'rerun', position: 2, execution: null, slot: 'y', writer: 's1', cost: 0 },
      { type: 'commit', position: 0, execution: null, origin: { run: '7', task: '2' } },
      { type: 'commit', position: 1, execution: null, origin: { run: '7', task: '3' } },
      { type: 'execute', position: 2 }
    ]);
  });

  it('may be some items of a foreach, with their split', () => {
    const items = ['a', 'b'].map(key => ({ stored: stored(key), text: key }));
    const tape = new Tape(planOf([{ kind: 'foreach', writes: ['m'] }]));
    const units = [unit('join', null, {}, '5'), unit('item', 1, { result: stored('B') }, '4'), unit('split', null, { items }, '2')];
    tape.feed({ type: 'reuse', at: 0, position: 0, units });
    expect(tape.begin().map(each => (each.type === 'commit' || each.type === 'execute' ? [each.type, each.unit] : each.type))).toEqual([
      ['commit', 0],
      ['commit', 2],
      ['execute', 1]
    ]);
  });

  it('is ignored where the step has no such part', () => {
    const tape = new Tape(planOf([{ kind: 'foreach' }, {}]));
    tape.feed({ type: 'reuse', at: 0, position: 0, units: [unit('item', 0, { result: stored('A') }, '3'), unit('whole', null, {}, '2')] });
    tape.feed({ type: 'reuse', at: 0, position: 9, units: [unit('whole', null, {}, '2')] });
    expect(tape.begin().filter(each => each.type === 'execute')).toMatchObject([{ part: { kind: 'split' } }, { position: 1 }]);
  });

  it('cannot come once the run has begun', () => {
    const tape = new Tape(planOf([{}]));
    tape.begin();
    expect(() => tape.feed({ type: 'reuse', at: 0, position: 0, units: [] })).toThrow(/'reuse' cannot happen now/);
  });
});
