import type { StoredVersion } from '../../../src/artifact/artifact';
import type { Event } from '../../../src/run/event';
import type { Instruction } from '../../../src/run/instruction';
import { nextState } from '../../../src/run/next-state';
import type { PlannedStep, RunPlan } from '../../../src/run/run-plan';
import { countRunning, newRunState, type RunState } from '../../../src/run/run-state';
import type { ExecutionRecord, SlotWrite, TaskError } from '../../../src/task/protocol';

/** A stored value whose content is its key. */
export function stored(key: string): StoredVersion {
  return { key, joint: null, size: 1, raw: false, pythonType: "<class 'str'>", summary: key };
}

export function write(key: string): SlotWrite {
  return { kind: 'value', stored: stored(key) };
}

export function plannedStep(position: number, fields: Partial<PlannedStep> = {}): PlannedStep {
  return {
    name: `s${position}`,
    position,
    kind: 'linear',
    cells: [position * 10],
    reads: [],
    writes: [],
    definitions: {},
    guess: true,
    isolated: false,
    retries: 0,
    retryDelay: 0,
    timeout: null,
    catches: null,
    environment: {},
    needed: [],
    ...fields
  };
}

export function planOf(steps: readonly Partial<PlannedStep>[], fields: Partial<RunPlan> = {}): RunPlan {
  return {
    steps: steps.map((step, position) => plannedStep(position, step)),
    scratch: {},
    setup: {},
    frames: {},
    definitionHashes: {},
    validate: true,
    maxWorkers: 4,
    startStep: 'start',
    endStep: 'end',
    ...fields
  };
}

export function recordOf(fields: Partial<ExecutionRecord> = {}): ExecutionRecord {
  return {
    reads: {},
    writes: {},
    items: null,
    result: null,
    outputs: null,
    warnings: [],
    startedAt: 1000,
    finishedAt: 1250,
    cpu: 1,
    peakMemory: 1,
    stdout: { start: 0, end: 0 },
    stderr: { start: 0, end: 0 },
    clean: true,
    ...fields
  };
}

export const anError: TaskError = {
  code: 'HW200',
  type: 'Error',
  message: 'no',
  hint: '',
  about: null,
  cell: null,
  range: null,
  stack: ''
};

export type Execute = Instruction & { type: 'execute' };

/** Feeds events to a run and keeps all its instructions; checks the invariants after each event. */
export class Tape {
  state: RunState;
  readonly instructions: Instruction[] = [];
  readonly executes = new Map<number, Execute>();
  readonly events: Event[] = [];
  readonly plan: RunPlan;
  hasEnded = false;
  #lastPosition = 0;
  readonly #attempts = new Set<string>();
  readonly #done = new Set<string>();
  readonly #owners = new Map<string, string>();
  readonly #processes = new Set<number>();

  constructor(plan: RunPlan) {
    this.plan = plan;
    this.state = newRunState(plan);
  }

  feed(event: Event): Instruction[] {
    const before = this.state;
    const [state, instructions] = nextState(before, event);
    this.events.push(event);
    this.state = state;
    for (const each of instructions) {
      this.instructions.push(each);
      if (each.type === 'execute') this.executes.set(each.execution, each);
      this.#check(each);
    }
    if (countRunning(this.state) > this.plan.maxWorkers) throw new Error('too many workers');
    return instructions;
  }

  begin(): Instruction[] {
    return this.feed({ type: 'begin', at: 0 });
  }

  finish(execution: number, fields: Partial<ExecutionRecord> = {}): Instruction[] {
    return this.feed({ type: 'finished', at: 1, execution, record: recordOf(fields) });
  }

  fail(execution: number, fields: Partial<ExecutionRecord> = {}, error = anError): Instruction[] {
    return this.feed({ type: 'failed', at: 1, execution, error, record: recordOf(fields) });
  }

  of<T extends Instruction['type']>(type: T): (Instruction & { type: T })[] {
    return this.instructions.filter((each): each is Instruction & { type: T } => each.type === type);
  }

  #check(each: Instruction): void {
    if (this.hasEnded) throw new Error(`'${each.type}' after the end`);
    if (each.type === 'commit') this.#checkCommit(each);
    if (each.type === 'execute') this.#checkStart(each);
    if (each.type === 'execute' && each.reuse !== null) this.#giveAway(each.reuse);
    if (each.type === 'release') this.#giveAway(each.execution);
    if (each.type === 'end') this.#checkEnd();
  }

  #checkCommit({ position, unit, task, attempt, error }: Instruction & { type: 'commit' }): void {
    const [publication, owner] = [`${task}/${attempt}`, `${position}/${unit}`];
    if (this.#attempts.has(publication)) throw new Error(`attempt ${publication} was published twice`);
    if ((this.#owners.get(task) ?? owner) !== owner) throw new Error(`task ${task} is used for ${this.#owners.get(task)} and ${owner}`);
    if (this.#done.has(owner)) throw new Error(`unit ${owner} was committed twice`);
    if (position < this.#lastPosition) throw new Error(`step ${position} committed after step ${this.#lastPosition}`);
    this.#attempts.add(publication);
    this.#owners.set(task, owner);
    if (error === null) this.#done.add(owner);
    this.#lastPosition = position;
  }

  /** Nothing starts after a failed step, and nothing that is committed starts again. */
  #checkStart({ position, unit }: Execute): void {
    if (this.#done.has(`${position}/${unit}`)) throw new Error(`unit ${position}/${unit} starts again after its commit`);
    if (this.state.status !== 'running') throw new Error(`a start while the run is ${this.state.status}`);
  }

  #checkEnd(): void {
    this.hasEnded = true;
    if (Object.keys(this.state.live).length > 0 || this.state.cancelled.length > 0) throw new Error('ended with executions under way');
  }

  #giveAway(process: number): void {
    if (this.#processes.has(process)) throw new Error(`process ${process} was given away twice`);
    this.#processes.add(process);
  }
}
