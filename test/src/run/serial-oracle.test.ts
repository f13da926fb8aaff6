import { describe, expect, it } from 'vitest';
import type { ReusedUnit } from '../../../src/run/event';
import { foldEvents } from '../../../src/run/next-state';
import type { PlannedStep, RunPlan } from '../../../src/run/run-plan';
import { makeProgram, randomOf, type Program } from './random-programs';
import { Schedule } from './random-schedule';
import { runSerially } from './serial-oracle';
import { planOf } from './simulation';

/** Enough for a machine that is very busy. */
const patience = 60_000;
const seeds = Array.from({ length: 400 }, (_, index) => index + 1);

describe('any schedule', () => {
  it.each([1, 2, 4])(
    'gives what running the steps in order gives, with %i workers',
    maxWorkers => {
      for (const seed of seeds) {
        const { programs, steps, random } = makeRun(seed * 7 + maxWorkers, true);
        const schedule = scheduleOf(programs, planOf(steps, { maxWorkers }), random);
        expect({ seed, ...schedule.outcome() }).toEqual({ seed, ...runSerially(programs, steps) });
        if (seed % 50 === 0) expect(foldEvents(schedule.tape.plan, schedule.tape.events)).toEqual(schedule.tape.state);
      }
    },
    patience
  );

  it(
    'gives the same when it takes over some of what another run did, whichever',
    () => {
      let reused = 0;
      for (const seed of seeds) {
        const { programs, steps, random } = makeRun(seed * 13, false);
        const plan = planOf(steps, { maxWorkers: 1 + (seed % 4) });
        const before = scheduleOf(programs, plan, random);
        const changed = programs.map(each => (random() < 0.2 ? makeProgram(random, false) : each));
        const offered = changed.map((program, position) => offer(before, program === programs[position] ? position : -1, random));
        const schedule = scheduleOf(changed, replanned(plan, changed), random, offered);
        expect({ seed, ...schedule.outcome() }).toEqual({ seed, ...runSerially(changed, steps) });
        reused += schedule.tape.of('commit').filter(each => each.origin !== null).length;
      }
      expect(reused).toBeGreaterThan(seeds.length / 2);
    },
    patience
  );

  it(
    'comes to an end when it is stopped at any time',
    () => {
      for (const seed of seeds.slice(0, 200)) {
        const { programs, steps, random } = makeRun(seed * 17, true);
        const schedule = scheduleOf(programs, planOf(steps, { maxWorkers: 2 }), random, [], { stopAt: seed % 40 });
        expect(['successful', 'failed', 'stopped']).toContain(schedule.tape.state.status);
      }
    },
    patience
  );

  it(
    'comes to an end when processes are killed and time out at any moment',
    () => {
      const ends = { successful: 0, failed: 0 };
      for (const seed of seeds) {
        const { programs, steps, random } = makeRun(seed * 19, true);
        const patient = steps.map(step => ({ ...step, retries: 20 }));
        const plan = planOf(patient, { maxWorkers: 1 + (seed % 4) });
        const { status } = scheduleOf(programs, plan, random, [], { trouble: (seed % 5) * 0.1 }).tape.state;
        if (status === 'successful' || status === 'failed') ends[status]++;
      }
      expect(ends.successful).toBeGreaterThan(seeds.length / 5);
      expect(ends.failed).toBeGreaterThan(seeds.length / 5);
      expect(ends.successful + ends.failed).toBe(seeds.length);
    },
    patience
  );

  it(
    'would give something else without validation, which shows that these schedules put it to the test',
    () => {
      const wrong = seeds.filter(seed => {
        const { programs, steps, random } = makeRun(seed * 7 + 4, true);
        const schedule = scheduleOf(programs, planOf(steps, { maxWorkers: 4, validate: false }), random);
        return JSON.stringify(sorted(schedule.outcome())) !== JSON.stringify(sorted(runSerially(programs, steps)));
      });
      expect(wrong.length).toBeGreaterThan(seeds.length / 10);
    },
    patience
  );
});

interface MadeRun {
  readonly programs: readonly Program[];
  readonly steps: readonly Partial<PlannedStep>[];
  readonly random: () => number;
}

function makeRun(seed: number, withFiles: boolean): MadeRun {
  const random = randomOf(seed);
  const programs = Array.from({ length: 2 + Math.floor(random() * 6) }, () => makeProgram(random, withFiles));
  return { programs, steps: plannedSteps(programs, random), random };
}

/** Predictions that miss some of what happens and expect some of what does not. */
function plannedSteps(programs: readonly Program[], random: () => number): Partial<PlannedStep>[] {
  const guess = (truth: readonly string[]): string[] => [
    ...truth.filter(() => random() < 0.7),
    ...['a', 'b', 'c', 'd', 'e', 'file:f'].filter(() => random() < 0.1)
  ];
  return programs.map(each => ({
    ...settingsOf(each),
    reads: guess(each.reads),
    writes: guess([...each.writes, ...each.fileWrites.map(path => `file:${path}`)]),
    guess: random() < 0.8,
    isolated: random() < 0.2,
    retryDelay: random() < 0.5 ? 0 : 1000
  }));
}

function settingsOf({ foreach, retries, catches }: Program): Partial<PlannedStep> {
  return { kind: foreach ? 'foreach' : 'linear', retries, catches, timeout: 1000 };
}

/** The same predictions for programs of which some have changed. */
function replanned(plan: RunPlan, programs: readonly Program[]): RunPlan {
  return { ...plan, steps: plan.steps.map((step, position) => ({ ...step, ...settingsOf(programs[position] ?? neverHere()) })) };
}

function scheduleOf(
  programs: readonly Program[],
  plan: RunPlan,
  random: () => number,
  offered: readonly (readonly ReusedUnit[])[] = [],
  circumstances: { readonly stopAt?: number; readonly trouble?: number } = {}
): Schedule {
  const schedule = new Schedule(programs, plan, random);
  schedule.run(offered, circumstances);
  return schedule;
}

/** Some of the units that a step has finished, those of a foreach without their split too. */
function offer({ tape }: Schedule, position: number, random: () => number): ReusedUnit[] {
  const units = tape.state.steps[position]?.units ?? [];
  return units.flatMap(({ kind, index, record, caught, phase }) => {
    if (phase !== 'committed' || record === null || caught !== null || random() < 0.2) return [];
    const claimed = random() < 0.1 ? { ...record, reads: { ...record.reads, a: '0:a:a lie' } } : record;
    return [{ kind, index, record: claimed, origin: { run: '1', task: '1' } }];
  });
}

function sorted(outcome: { readonly values: Readonly<Record<string, string>>; readonly files: unknown }): unknown {
  return { ...outcome, values: Object.entries(outcome.values).sort(), files: Object.entries(outcome.files ?? {}).sort() };
}

function neverHere(): never {
  throw new Error('no program');
}
