import { describe, expect, it } from 'vitest';
import type { Observation, ObservedStep } from '../../../src/graph/observation';
import { refinePlan } from '../../../src/run/refine-plan';
import type { RunPlan } from '../../../src/run/run-plan';
import { planOf, Tape, write } from './simulation';

function seen(reads: readonly string[], writes: readonly string[]): ObservedStep {
  return { reads, writes, shared: [] };
}

function observation(run: string, steps: Readonly<Record<string, ObservedStep>>): Observation {
  return { run, steps, edges: [] };
}

function started(plan: RunPlan): string[] {
  const tape = new Tape(plan);
  tape.begin();
  return tape.of('execute').map(each => `s${each.position}`);
}

describe('refinePlan', () => {
  const aliased = planOf([{ writes: ['view'] }, { reads: ['rows'], writes: ['n'] }, { reads: ['n'] }]);

  it('lets a step wait for what a run has shown that another writes', () => {
    const shown = observation('1', { s0: seen([], ['rows', 'view']) });
    expect(started(aliased)).toEqual(['s0', 's1']);
    expect(started(refinePlan(aliased, [shown]))).toEqual(['s0']);
  });

  it('lets a step start at once where runs have shown that nobody writes what it reads', () => {
    const feared = planOf([{ writes: ['rows', 'm'] }, { reads: ['rows'], writes: ['n'] }, { reads: ['n'] }]);
    expect(started(feared)).toEqual(['s0']);
    expect(started(refinePlan(feared, [observation('1', { s0: seen([], ['m']) })]))).toEqual(['s0', 's1']);
  });

  it('lets a step start at once that has not read what its code mentions', () => {
    const unused = planOf([{ writes: ['x'] }, { reads: ['x'], writes: ['n'] }, { reads: ['n'] }]);
    expect(started(refinePlan(unused, [observation('1', { s1: seen(['process.env'], ['n']) })]))).toEqual(['s0', 's1']);
  });

  it('expects what any of the runs has shown', () => {
    const runs = [observation('2', { s0: seen([], ['m']) }), observation('1', { s0: seen([], ['rows']) })];
    expect(refinePlan(aliased, runs).steps[0]?.writes).toEqual(['m', 'rows']);
  });

  it('costs a rerun and not a wrong answer where it is wrong', () => {
    const feared = planOf([{ writes: ['rows'] }, { reads: ['rows'], writes: ['n'] }, { reads: ['n'] }]);
    const tape = new Tape(refinePlan(feared, [observation('1', { s0: seen([], []) })]));
    tape.begin();
    tape.finish(2, { reads: { rows: 'absent' }, writes: { n: write('wrong') } });
    tape.finish(1, { writes: { rows: write('new') } });
    expect(tape.of('rerun')).toMatchObject([{ position: 1, slot: 'rows', writer: 's0' }]);
    const again = tape.of('execute').findLast(each => each.position === 1);
    expect(again?.slots['rows']).toMatchObject({ id: '0:rows:new' });
  });

  it('leaves a step as it is that no run of the same code has shown', () => {
    expect(refinePlan(aliased, [observation('1', { other: seen([], ['rows']) })])).toEqual(aliased);
    expect(refinePlan(aliased, [])).toBe(aliased);
  });
});
