import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/graph/observation';
import { observedEdges } from '../../../src/run/observed-edges';
import { refinePlan } from '../../../src/run/refine-plan';
import type { PlannedStep, RunPlan } from '../../../src/run/run-plan';
import type { RunState } from '../../../src/run/run-state';
import { makeProgram, randomOf, type Program } from './random-programs';
import { Schedule } from './random-schedule';
import { runSerially } from './serial-oracle';
import { planOf } from './simulation';

const seeds = Array.from({ length: 200 }, (_, index) => index + 1);

describe('a plan that was learned from a run', () => {
  it('gives what running the steps in order gives, whatever has changed since', () => {
    for (const seed of seeds) {
      const { programs, steps, random } = makeRun(seed * 19, program => program);
      const before = scheduleOf(programs, planOf(steps, { maxWorkers: 4 }), random);
      const changed = programs.map(each => (random() < 0.3 ? { ...makeProgram(random, true), ...shapeOf(each) } : each));
      const learned = refinePlan(planOf(steps, { maxWorkers: 4 }), [observationOf(before.tape.state)]);
      expect({ seed, ...scheduleOf(changed, learned, random).outcome() }).toEqual({ seed, ...runSerially(changed, steps) });
    }
  });

  it('leaves nothing to run again when the same run comes again, in whatever order things happen', () => {
    let [first, second] = [0, 0];
    for (const seed of seeds) {
      const { programs, steps, random } = makeRun(seed * 23, program => ({ ...program, trouble: null, catches: null }));
      const plan = planOf(steps, { maxWorkers: 4 });
      const before = scheduleOf(programs, plan, random);
      first += before.tape.of('rerun').length;
      second += scheduleOf(programs, refinePlan(plan, [observationOf(before.tape.state)]), random).tape.of('rerun').length;
    }
    expect(first).toBeGreaterThan(seeds.length / 10);
    expect(second).toBe(0);
  });
});

interface MadeRun {
  readonly programs: readonly Program[];
  readonly steps: readonly Partial<PlannedStep>[];
  readonly random: () => number;
}

/** Predictions that miss half of what happens and expect much that does not. */
function makeRun(seed: number, change: (program: Program) => Program): MadeRun {
  const random = randomOf(seed);
  const programs = Array.from({ length: 2 + Math.floor(random() * 6) }, () => change(makeProgram(random, true)));
  const guess = (truth: readonly string[]): string[] => [...truth, 'a', 'b', 'c'].filter(() => random() < 0.5);
  const steps = programs.map(each => ({ ...settingsOf(each), reads: guess(each.reads), writes: guess(each.writes) }));
  return { programs, steps, random };
}

function settingsOf({ foreach, retries, catches }: Program): Partial<PlannedStep> {
  return { kind: foreach ? 'foreach' : 'linear', retries, catches, timeout: 1000 };
}

/** What the plan says of a program. */
function shapeOf({ foreach, retries, catches }: Program): Pick<Program, 'foreach' | 'retries' | 'catches' | 'trouble'> {
  return { foreach, retries, catches, trouble: null };
}

function scheduleOf(programs: readonly Program[], plan: RunPlan, random: () => number): Schedule {
  const schedule = new Schedule(programs, plan, random);
  schedule.run();
  return schedule;
}

function observationOf(state: RunState): Observation {
  const { steps, edges } = observedEdges(state);
  return { run: '1', steps: Object.fromEntries(steps.map(({ name, ...seen }) => [name, seen])), edges };
}
