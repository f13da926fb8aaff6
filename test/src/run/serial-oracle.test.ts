import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Slot, SlotVersion, SlotWrite } from '../../../src/task/protocol';
import type { PlannedStep } from '../../../src/run/run-plan';
import { foldEvents } from '../../../src/run/next-state';
import { planOf, recordOf, stored, Tape, write } from './simulation';

/** A step of a made-up notebook; what it reads second, writes and how it ends depends on what it has read. */
interface Program {
  readonly reads: readonly Slot[];
  readonly extraReads: readonly Slot[];
  readonly writes: readonly Slot[];
  readonly sometimes: Slot | null;
  readonly foreach: boolean;
  readonly mayFail: boolean;
}

const names = ['a', 'b', 'c', 'd', 'e'];
const seeds = Array.from({ length: 150 }, (_, index) => index + 1);

describe('any schedule', () => {
  it.each([1, 2, 4])('gives what running the steps in order gives, with %i workers', maxWorkers => {
    for (const seed of seeds) {
      const random = randomOf(seed * 7 + maxWorkers);
      const programs = Array.from({ length: 2 + (seed % 6) }, () => makeProgram(random));
      const tape = runAll(programs, plannedSteps(programs, random), maxWorkers, random);
      expect({ seed, ...outcomeOf(tape) }).toEqual({ seed, ...runSerially(programs) });
      expect(foldEvents(tape.plan, tape.events)).toEqual(tape.state);
    }
  });
});

function makeProgram(random: () => number): Program {
  const some = (most: number): string[] => names.filter(() => random() < most / names.length);
  return {
    reads: some(2),
    extraReads: some(1),
    writes: some(2),
    sometimes: random() < 0.4 ? pick(names, random) : null,
    foreach: random() < 0.25,
    mayFail: random() < 0.15
  };
}

/** Predictions that miss some of what happens and expect some of what does not. */
function plannedSteps(programs: readonly Program[], random: () => number): Partial<PlannedStep>[] {
  const guess = (truth: readonly string[]): string[] => [...truth.filter(() => random() < 0.7), ...names.filter(() => random() < 0.1)];
  return programs.map(each => ({
    kind: each.foreach ? 'foreach' : 'linear',
    reads: guess(each.reads),
    writes: guess(each.writes),
    guess: random() < 0.8,
    isolated: random() < 0.2
  }));
}

interface Effect {
  readonly writes: Readonly<Record<Slot, string>>;
  readonly failed: boolean;
  readonly digest: string;
}

/** What a program does, given how it reads; `read` may be a generator step, so that a simulated process can stop in its middle. */
function* perform(program: Program, label: string): Generator<Slot, Effect, string> {
  const values: string[] = [label];
  for (const slot of program.reads) values.push(`${slot}=${yield slot}`);
  if (parity(values)) for (const slot of program.extraReads) values.push(`${slot}=${yield slot}`);
  const digest = hash(values);
  const slots = [...program.writes, ...(program.sometimes !== null && parity(values) ? [program.sometimes] : [])];
  return {
    writes: Object.fromEntries(slots.map(slot => [slot, hash([slot, digest])])),
    failed: program.mayFail && parseInt(digest.slice(0, 1), 16) < 6,
    digest
  };
}

function itemsOf(digest: string): string[] {
  return Array.from({ length: parseInt(digest.slice(1, 2), 16) % 4 }, (_, index) => `${digest}${index}`);
}

/** The oracle: one scope, one step after the other. */
function runSerially(programs: readonly Program[]): { status: string; values: Record<Slot, string>; committed: number } {
  const values: Record<Slot, string> = {};
  let committed = 0;
  const run = (program: Program, label: string): Effect => {
    const steps = perform(program, label);
    let next = steps.next();
    while (next.done !== true) next = steps.next(values[next.value] ?? 'absent');
    return next.value;
  };
  for (const [position, program] of programs.entries()) {
    const first = run(program, `${position}`);
    if (first.failed) return { status: 'failed', values, committed };
    Object.assign(values, first.writes);
    if (program.foreach) {
      const results = itemsOf(first.digest).map(item => run({ ...program, writes: [], sometimes: null, mayFail: false }, item).digest);
      Object.assign(values, run({ ...program, mayFail: false }, hash(results)).writes);
    }
    committed++;
  }
  return { status: 'successful', values, committed };
}

interface Process {
  readonly execution: number;
  readonly steps: Generator<Slot, Effect, string>;
  readonly slots: Record<Slot, SlotVersion>;
  readonly reads: Record<Slot, string>;
  readonly kind: string;
  /** What it has asked for, until it is answered. */
  asked: Slot | null;
  /** The slot that it reads now. */
  wanted: Slot | null;
}

/** The same programs through the run's logic, in an order that `random` chooses. */
function runAll(programs: readonly Program[], steps: readonly Partial<PlannedStep>[], maxWorkers: number, random: () => number): Tape {
  const tape = new Tape(planOf(steps, { maxWorkers }));
  const processes = new Map<number, Process>();
  const dying = new Set<number>();
  const perform = (instructions: ReturnType<Tape['feed']>): void => {
    for (const each of instructions) {
      if (each.type === 'execute') processes.set(each.execution, startProcess(programs, each));
      if (each.type === 'cancel') dying.add(each.execution);
      const asker = each.type === 'answer' ? processes.get(each.execution) : undefined;
      if (each.type === 'answer' && asker !== undefined) {
        asker.slots[each.slot] = each.version;
        asker.asked = null;
      }
    }
  };
  perform(tape.begin());
  for (let turn = 0; tape.of('end').length === 0; turn++) {
    if (turn > 5000) throw new Error('it does not end');
    const ready = [...processes.values()].filter(each => each.asked === null || dying.has(each.execution));
    if (ready.length === 0) throw new Error('everybody waits');
    perform(advance(tape, pick(ready, random), processes, dying, random));
  }
  return tape;
}

function startProcess(programs: readonly Program[], order: ReturnType<Tape['of']>[number] & { type: 'execute' }): Process {
  const program = programs[order.position];
  if (program === undefined) throw new Error('no program');
  const { part } = order;
  const label =
    part.kind === 'item' ? part.item.key : part.kind === 'join' ? hash(part.results.map(each => each.key)) : `${order.position}`;
  const calm = part.kind === 'item' || part.kind === 'join' ? { ...program, mayFail: false } : program;
  const quiet = part.kind === 'item' ? { ...calm, writes: [], sometimes: null } : calm;
  return {
    execution: order.execution,
    steps: perform(quiet, label),
    slots: { ...order.slots },
    reads: {},
    kind: part.kind,
    asked: null,
    wanted: null
  };
}

function advance(
  tape: Tape,
  process: Process,
  processes: Map<number, Process>,
  dying: Set<number>,
  random: () => number
): ReturnType<Tape['feed']> {
  const { execution } = process;
  if (dying.has(execution) && random() < 0.5) {
    processes.delete(execution);
    return tape.feed({ type: 'exited', at: 0, execution, exit: { code: null, signal: 'SIGKILL' }, record: recordOf() });
  }
  if (process.asked !== null) return [];
  if (process.wanted === null) return proceed(tape, process, process.steps.next(), processes, dying);
  const version = process.slots[process.wanted] ?? { kind: 'absent', id: 'absent' };
  if (version.kind === 'pending') {
    process.asked = process.wanted;
    return dying.has(execution) ? [] : tape.feed({ type: 'read', at: 0, execution, slot: process.wanted });
  }
  process.reads[process.wanted] = version.id;
  const value = version.kind === 'value' ? version.stored.key : 'absent';
  return proceed(tape, process, process.steps.next(value), processes, dying);
}

function proceed(
  tape: Tape,
  process: Process,
  next: IteratorResult<Slot, Effect>,
  processes: Map<number, Process>,
  dying: Set<number>
): ReturnType<Tape['feed']> {
  if (next.done === true) return end(tape, process, next.value, processes, dying);
  process.wanted = next.value;
  return [];
}

function end(tape: Tape, process: Process, effect: Effect, processes: Map<number, Process>, dying: Set<number>): ReturnType<Tape['feed']> {
  const { execution, kind, reads } = process;
  if (dying.has(execution)) {
    process.asked = 'its end';
    return [];
  }
  processes.delete(execution);
  const writes: Record<Slot, SlotWrite> = Object.fromEntries(Object.entries(effect.writes).map(([slot, key]) => [slot, write(key)]));
  const record = recordOf({
    reads,
    writes,
    items: kind === 'split' ? itemsOf(effect.digest).map(key => ({ stored: stored(key), text: key })) : null,
    result: kind === 'item' ? stored(effect.digest) : null,
    clean: parseInt(effect.digest.slice(2, 3), 16) > 3
  });
  return effect.failed ? tape.fail(execution, { ...record, writes: {} }) : tape.finish(execution, record);
}

function outcomeOf(tape: Tape): { status: string; values: Record<Slot, string>; committed: number } {
  const values: Record<Slot, string> = {};
  for (const step of tape.state.steps.slice(0, tape.state.front))
    for (const [slot, version] of Object.entries(step.writes ?? {})) if (version.kind === 'value') values[slot] = version.stored.key;
  return { status: tape.state.status, values, committed: tape.state.front };
}

function randomOf(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function pick<T>(from: readonly T[], random: () => number): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

function hash(values: readonly string[]): string {
  return createHash('sha1').update(values.join('|')).digest('hex');
}

function parity(values: readonly string[]): boolean {
  return parseInt(hash(values).slice(0, 1), 16) % 2 === 0;
}
