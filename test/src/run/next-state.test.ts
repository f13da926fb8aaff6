import { describe, expect, it } from 'vitest';
import { foldEvents, nextState } from '../../../src/run/next-state';
import { newRunState } from '../../../src/run/run-state';
import { anError, planOf, recordOf, stored, Tape, write } from './simulation';

const chain = planOf([{ writes: ['x'] }, { reads: ['x'], writes: ['y'] }, { reads: ['y'] }]);
const xByFirst = '0:x:k1';

describe('a chain of steps', () => {
  it('runs one after the other, each with the version the one before it wrote, and commits each at once', () => {
    const tape = new Tape(chain);
    expect(tape.begin()).toMatchObject([{ type: 'execute', execution: 1, position: 0, part: { kind: 'whole' }, slots: {} }]);
    expect(tape.finish(1, { writes: { x: write('k1') } })).toMatchObject([
      { type: 'release', execution: 1 },
      { type: 'commit', position: 0, execution: 1, task: '2', attempt: 0, error: null },
      { type: 'execute', execution: 2, position: 1, slots: { x: { kind: 'value', id: xByFirst, stored: { key: 'k1' } } } }
    ]);
    tape.finish(2, { reads: { x: xByFirst }, writes: { y: write('k2') } });
    const last = tape.finish(3, { reads: { y: '1:y:k2' } });
    expect(last.at(-1)).toEqual({ type: 'end', status: 'successful', error: null, task: '5' });
  });

  it('is rebuilt from its events', () => {
    const tape = new Tape(chain);
    tape.begin();
    tape.finish(1, { writes: { x: write('k1') } });
    expect(foldEvents(chain, JSON.parse(JSON.stringify(tape.events)))).toEqual(tape.state);
  });

  it('refuses an event that cannot be, with the story of the execution', () => {
    const state = newRunState(chain);
    expect(() => nextState(state, { type: 'finished', at: 0, execution: 7, record: recordOf() })).toThrow(/execution 7 was never started/);
    const tape = new Tape(chain);
    tape.begin();
    tape.finish(1);
    expect(() => tape.finish(1)).toThrow(/execution 1 has ended and its unit, step 's0', is committed/);
  });
});

describe('steps that do not need each other', () => {
  const fork = planOf([{ writes: ['x'] }, { writes: ['y'] }, { reads: ['x', 'y'], guess: false }]);

  it('run side by side and commit in notebook order', () => {
    const tape = new Tape(fork);
    expect(tape.begin()).toMatchObject([{ execution: 1 }, { execution: 2 }]);
    expect(tape.finish(2, { writes: { y: write('b') } })).toMatchObject([{ type: 'release', execution: 2 }]);
    expect(tape.finish(1, { writes: { x: write('a') } })).toMatchObject([
      { type: 'release' },
      { type: 'commit', position: 0, task: '2' },
      { type: 'commit', position: 1, task: '3' },
      { type: 'execute', execution: 3, slots: { x: { id: '0:x:a' }, y: { id: '1:y:b' } } }
    ]);
  });

  it('never run on more than the given number of workers', () => {
    const tape = new Tape({ ...fork, maxWorkers: 1 });
    expect(tape.begin()).toHaveLength(1);
  });

  it('wait for everything before them when they must not be started on a guess', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, { guess: false }]));
    expect(tape.begin()).toMatchObject([{ position: 0 }]);
    expect(tape.finish(1)).toMatchObject([{ type: 'release' }, { type: 'commit' }, { type: 'execute', position: 1 }]);
  });
});

describe('a guess that was wrong', () => {
  it('is thrown away and run again with what an earlier step really wrote, and the cost is told', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, { writes: ['y'] }]));
    tape.begin();
    tape.finish(2, { reads: { hidden: 'absent' }, writes: { y: write('wrong') } });
    expect(tape.finish(1, { writes: { hidden: write('h') } })).toMatchObject([
      { type: 'release', execution: 1 },
      { type: 'rerun', position: 1, execution: 2, slot: 'hidden', writer: 's0', cost: 250 },
      { type: 'commit', position: 0, task: '2' },
      { type: 'execute', execution: 3, position: 1, slots: { hidden: { id: '0:hidden:h' } } }
    ]);
    tape.finish(3, { reads: { hidden: '0:hidden:h' }, writes: { y: write('right') } });
    expect(tape.of('commit').map(each => [each.execution, each.task])).toEqual([
      [1, '2'],
      [3, '3']
    ]);
  });

  it('costs nothing when the value turns out to be the same', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, { reads: ['x'], writes: ['x'] }, { reads: ['x'], writes: ['z'] }, { writes: ['w'] }]));
    tape.begin();
    tape.finish(1, { writes: { x: write('same') } });
    tape.finish(3, { reads: { x: '0:x:same' }, writes: { x: write('same') } });
    tape.finish(4, { reads: { x: '0:x:same' } });
    expect(tape.of('rerun')).toEqual([]);
  });

  it('fails nothing: a failure that came of a wrong version is run again', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, { writes: ['y'] }]));
    tape.begin();
    tape.fail(2, { reads: { hidden: 'absent' } });
    tape.finish(1, { writes: { hidden: write('h') } });
    expect(tape.of('rerun')).toHaveLength(1);
    tape.finish(3, { reads: { hidden: '0:hidden:h' } });
    expect(tape.state.status).toBe('successful');
  });
});

describe('a variable that is still to be made', () => {
  const plan = planOf([{ writes: ['x'] }, { writes: ['y'] }], { maxWorkers: 1 });

  it('blocks its reader, whose worker is free for others meanwhile', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, { writes: ['y'] }, { writes: ['z'] }], { maxWorkers: 2 }));
    tape.begin();
    expect(tape.feed({ type: 'read', at: 0, execution: 2, slot: 'x' })).toMatchObject([{ type: 'execute', position: 2 }]);
    const after = tape.finish(1, { writes: { x: write('a') } });
    expect(after).toContainEqual({ type: 'answer', execution: 2, slot: 'x', version: { kind: 'value', id: '0:x:a', stored: stored('a') } });
  });

  it('is answered at once when it is known', () => {
    const tape = new Tape(plan);
    tape.begin();
    expect(tape.feed({ type: 'read', at: 0, execution: 1, slot: 'x' })).toEqual([
      { type: 'answer', execution: 1, slot: 'x', version: { kind: 'absent', id: 'absent' } }
    ]);
  });

  it('is listed as pending under every name it may have', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, {}], { frames: { x: [5] } }));
    expect(tape.begin()[1]).toMatchObject({
      slots: { x: { kind: 'pending' }, 'x@5': { kind: 'pending' }, 'x@5.state': { kind: 'pending' } }
    });
  });
});

describe('definitions', () => {
  const definition = (name: string, cell: number, hash = ''): object => ({
    kind: 'definition',
    id: `definition:${name}:${cell}:${hash}`,
    cell
  });

  it('are known before the step that holds them has run, with what they say in their id', () => {
    const definitionHashes = { 'f@0': 'abc' };
    const tape = new Tape(planOf([{ definitions: { f: 0 } }, { reads: ['f'], writes: ['y'] }], { definitionHashes }));
    expect(tape.begin()).toMatchObject([{ position: 0 }, { position: 1, slots: { f: definition('f', 0, 'abc') } }]);
  });

  it('of scratch cells count from their place in the notebook on', () => {
    const plan = planOf([{ definitions: { f: 0 } }, {}, {}], { scratch: { f: [15], g: [25] } });
    const tape = new Tape(plan);
    tape.begin();
    expect([1, 2, 3].map(each => tape.executes.get(each)?.slots)).toEqual([{}, { f: definition('f', 0) }, { f: definition('f', 15) }]);
  });

  it('of scratch cells hide behind what setup makes after them', () => {
    const tape = new Tape(planOf([{}], { scratch: { f: [-2] }, setup: { f: -1 } }));
    expect(tape.begin()).toMatchObject([{ slots: {} }]);
    expect(tape.executes.get(1)?.slots).toEqual({});
  });

  it('give way to a value that a later step assigns to their name', () => {
    const tape = new Tape(planOf([{ definitions: { f: 0 } }, { writes: ['f'] }, { reads: ['f'] }]));
    tape.begin();
    tape.finish(1, { writes: { f: { kind: 'definition', cell: 0 } } });
    tape.finish(2, { writes: { f: write('v') } });
    expect(tape.executes.get(3)?.slots).toMatchObject({ f: { kind: 'value', id: '1:f:v' } });
  });
});

describe('a failing step', () => {
  it('fails the run once its reads are known to be right; what runs later is killed and never commits', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, { writes: ['y'] }, { writes: ['z'] }]));
    tape.begin();
    expect(tape.fail(1)).toMatchObject([
      { type: 'release', execution: 1 },
      { type: 'commit', position: 0, task: '2', error: { code: 'HW200' } },
      { type: 'cancel', execution: 2 },
      { type: 'cancel', execution: 3 }
    ]);
    tape.finish(2);
    tape.feed({ type: 'exited', at: 2, execution: 2, exit: { code: null, signal: 'SIGKILL' }, record: recordOf() });
    expect(tape.of('end')).toEqual([]);
    tape.feed({ type: 'exited', at: 2, execution: 3, exit: { code: null, signal: 'SIGKILL' }, record: recordOf() });
    expect(tape.of('end')).toEqual([{ type: 'end', status: 'failed', error: anError, task: null }]);
    expect(tape.of('commit')).toHaveLength(1);
  });

  it('is tried again as often as its settings say, as further attempts of the same task', () => {
    const tape = new Tape(planOf([{ retries: 1, retryDelay: 60_000 }]));
    tape.begin();
    expect(tape.fail(1)).toMatchObject([
      { type: 'release' },
      { type: 'commit', task: '2', attempt: 0, error: anError },
      { type: 'retry', attempt: 1, delay: 60_000 }
    ]);
    expect(tape.feed({ type: 'retry-due', at: 9, position: 0, unit: 0 })).toMatchObject([{ type: 'execute', attempt: 1 }]);
    tape.finish(2);
    expect(tape.of('commit').at(-1)).toMatchObject({ task: '2', attempt: 1, error: null });
    expect(tape.state.status).toBe('successful');
  });

  it('stops later steps from starting while it is not yet known to be right', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, { writes: ['y'] }, { writes: ['z'] }], { maxWorkers: 2 }));
    tape.begin();
    expect(tape.fail(2)).toEqual([{ type: 'release', execution: 2 }]);
  });
});

describe('a process that ends before its task', () => {
  const exit = { code: null, signal: 'SIGKILL' };

  it('fails the run and names the signal when it cannot have read a wrong version', () => {
    const tape = new Tape(chain);
    tape.begin();
    tape.feed({ type: 'exited', at: 1, execution: 1, exit, record: recordOf() });
    expect(tape.of('end')).toMatchObject([
      { status: 'failed', error: { code: 'HW204', about: 's0', message: expect.stringMatching(/SIGKILL/) } }
    ]);
  });

  it('is run again when it may have read a wrong version', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, { writes: ['y'] }]));
    tape.begin();
    tape.feed({ type: 'exited', at: 1, execution: 2, exit, record: recordOf() });
    tape.finish(1);
    expect(tape.of('rerun')).toMatchObject([{ position: 1, slot: null }]);
    tape.finish(3);
    expect(tape.state.status).toBe('successful');
  });

  it('ends a run that was asked to stop', () => {
    const tape = new Tape(chain);
    tape.begin();
    expect(tape.feed({ type: 'stop', at: 1, by: 'somebody' })).toEqual([{ type: 'cancel', execution: 1 }]);
    expect(tape.feed({ type: 'exited', at: 1, execution: 1, exit, record: recordOf() })).toEqual([
      { type: 'end', status: 'stopped', error: null, task: null }
    ]);
  });

  it('is what a timeout makes of it, with its own message', () => {
    const tape = new Tape(planOf([{ timeout: 2000 }]));
    expect(tape.begin()).toMatchObject([{ timeout: 2000 }]);
    tape.feed({ type: 'timed-out', at: 1, execution: 1, record: recordOf() });
    tape.feed({ type: 'exited', at: 1, execution: 1, exit, record: recordOf() });
    expect(tape.of('end')).toMatchObject([{ status: 'failed', error: { code: 'HW205', message: expect.stringMatching(/2 s/) } }]);
  });
});

describe('a foreach', () => {
  const items = (...keys: string[]): { stored: ReturnType<typeof stored>; text: string }[] =>
    keys.map(key => ({ stored: stored(key), text: key }));
  const plan = planOf(
    [
      { kind: 'foreach', writes: ['models'] },
      { reads: ['models'], guess: false }
    ],
    { maxWorkers: 2 }
  );

  it('splits, runs its items on reused processes, and joins their results in item order', () => {
    const tape = new Tape(plan);
    expect(tape.begin()).toMatchObject([{ part: { kind: 'split' } }]);
    expect(tape.finish(1, { items: items('a', 'b', 'c') }).filter(each => each.type === 'execute')).toMatchObject([
      { execution: 2, reuse: null, part: { kind: 'item', index: 0, item: { key: 'a' } } },
      { execution: 3, reuse: null, part: { kind: 'item', index: 1 } }
    ]);
    expect(tape.finish(3, { result: stored('B') })).toMatchObject([
      { type: 'commit', unit: 2, task: '4' },
      { type: 'execute', execution: 4, reuse: 3, part: { index: 2 } }
    ]);
    tape.finish(4, { result: stored('C') });
    const last = tape.finish(2, { result: stored('A') });
    expect(last.find(each => each.type === 'execute')).toMatchObject({
      part: { kind: 'join', results: [{ key: 'A' }, { key: 'B' }, { key: 'C' }] }
    });
    expect(tape.of('release').map(each => each.execution)).toEqual([1, 4, 2]);
    tape.finish(5, { writes: { models: write('m') } });
    expect(tape.of('commit').map(each => each.task)).toEqual(['2', '4', '5', '3', '6']);
    expect(tape.executes.get(6)?.slots).toMatchObject({ models: { id: '0:models:m' } });
  });

  it('of no items joins at once', () => {
    const tape = new Tape(plan);
    tape.begin();
    expect(tape.finish(1, { items: [] }).at(-1)).toMatchObject({ type: 'execute', part: { kind: 'join', results: [] } });
  });

  it('gives its items and its join what the split has written', () => {
    const tape = new Tape(plan);
    tape.begin();
    tape.finish(1, { items: items('a'), writes: { local: write('l') } });
    expect(tape.executes.get(2)?.slots).toMatchObject({ local: { id: '0s:local:l' } });
  });

  it('takes a fresh process for each item when told so, or when an item left its process changed', () => {
    const isolated = new Tape(planOf([{ kind: 'foreach', isolated: true }], { maxWorkers: 1 }));
    isolated.begin();
    isolated.finish(1, { items: items('a', 'b') });
    expect(isolated.finish(2, { result: stored('A') }).at(-1)).toMatchObject({ type: 'execute', reuse: null });
    const dirty = new Tape(planOf([{ kind: 'foreach' }], { maxWorkers: 1 }));
    dirty.begin();
    dirty.finish(1, { items: items('a', 'b') });
    expect(dirty.finish(2, { result: stored('A'), clean: false }).at(-1)).toMatchObject({ type: 'execute', reuse: null });
  });

  it('fails with its failing item; items that were complete are kept', () => {
    const tape = new Tape(plan);
    tape.begin();
    tape.finish(1, { items: items('a', 'b', 'c') });
    tape.finish(2, { result: stored('A') });
    tape.fail(3);
    expect(tape.of('commit').map(each => [each.task, each.error === null])).toEqual([
      ['2', true],
      ['3', true],
      ['4', false]
    ]);
    expect(tape.of('cancel')).toMatchObject([{ execution: 4 }]);
  });

  it('starts over when its split had read a wrong version', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, { kind: 'foreach', writes: ['r'] }]));
    tape.begin();
    tape.finish(2, { reads: { hidden: 'absent' }, items: items('a', 'b') });
    tape.finish(1, { writes: { hidden: write('h') } });
    expect(tape.of('cancel').map(each => each.execution)).toEqual([3, 4]);
    expect(tape.of('execute').at(-1)).toMatchObject({ part: { kind: 'split' }, slots: { hidden: { id: '0:hidden:h' } } });
  });
});
