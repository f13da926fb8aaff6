import { describe, expect, it } from 'vitest';
import type { Instruction } from '../../../src/run/instruction';
import { anError, planOf, stored, Tape, write } from './simulation';

function answer(tape: Tape, asked: readonly Instruction[]): Instruction[] {
  return asked.flatMap(each =>
    each.type === 'catch'
      ? tape.feed({
          type: 'caught',
          at: 3,
          position: each.position,
          unit: each.unit,
          values: {
            error: stored('error'),
            list: each.errors === null ? null : stored(JSON.stringify(each.errors.map(Boolean))),
            nothing: stored('null')
          }
        })
      : []
  );
}

describe('a step that catches failures', () => {
  const plan = planOf([{ writes: ['x'] }, { writes: ['x', 'y'], catches: 'failed', retries: 1 }, { reads: ['failed', 'x'] }]);

  it('is tried again first, then is committed with its error in the variable, and what it would have made says so', () => {
    const tape = new Tape(plan);
    tape.begin();
    tape.finish(1, { writes: { x: write('x0') } });
    tape.fail(2, { reads: { x: '0:x:x0' } });
    const asked = tape.fail(3, { reads: { x: '0:x:x0' }, writes: { 'file:log': { kind: 'file', content: 'sha1:1' } } });
    expect(asked.at(-1)).toEqual({ type: 'catch', position: 1, unit: 0, error: anError, errors: null });
    const after = answer(tape, asked);
    expect(after[0]).toMatchObject({ type: 'commit', position: 1, task: '3', attempt: 1, error: null, caught: anError });
    expect(after[1]).toMatchObject({
      type: 'execute',
      position: 2,
      slots: {
        failed: { kind: 'value', stored: { key: 'error' } },
        x: { kind: 'unstorable', message: "'x' was not made: step 's1' failed, and its error was caught in 'failed'." },
        'file:log': { kind: 'file', content: 'sha1:1' }
      }
    });
  });

  it('keeps what reads its variable waiting until it is known', () => {
    const tape = new Tape(plan);
    expect(tape.begin().map(each => each.type === 'execute' && each.position)).not.toContain(2);
  });

  it('does not catch a failure that came of a wrong version', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, { writes: ['y'], catches: 'failed' }]));
    tape.begin();
    tape.fail(2, { reads: { hidden: 'absent' } });
    tape.finish(1, { writes: { hidden: write('h') } });
    expect(tape.of('catch')).toEqual([]);
    expect(tape.of('rerun')).toHaveLength(1);
  });
});

describe('a foreach that catches failures', () => {
  const items = ['a', 'b'].map(key => ({ stored: stored(key), text: key }));
  const plan = planOf([{ kind: 'foreach', writes: ['models'], catches: 'failed' }, { reads: ['failed', 'models'] }]);

  it('gives null for an item that failed, and the errors in item order to its join', () => {
    const tape = new Tape(plan);
    tape.begin();
    tape.finish(1, { items });
    tape.finish(3, { result: stored('B') });
    const after = answer(tape, tape.fail(2));
    expect(after.find(each => each.type === 'execute')).toMatchObject({
      part: { kind: 'join', results: [{ key: 'null' }, { key: 'B' }] },
      slots: { failed: { kind: 'value', stored: { key: '[true,false]' } } }
    });
  });

  it('has no items when its split fails, and its join does not run', () => {
    const tape = new Tape(plan);
    tape.begin();
    const after = answer(tape, tape.fail(1));
    expect(after.map(each => (each.type === 'commit' ? [each.unit, each.execution, each.caught] : each.type))).toEqual([
      [0, 1, anError],
      [1, null, anError],
      'execute'
    ]);
  });
});
