import type { Instruction } from '../../../src/run/instruction';
import type { RunPlan } from '../../../src/run/run-plan';
import type { ReusedUnit } from '../../../src/run/event';
import type { ExecutionRecord, Slot, SlotVersion, SlotWrite, TaskError } from '../../../src/task/protocol';
import { failureList, hash, itemsOf, perform, pick, type Act, type Effect, type Program } from './random-programs';
import { missing, type Outcome } from './serial-oracle';
import { anError, recordOf, stored, Tape, write, type Execute } from './simulation';

interface Process {
  readonly execution: number;
  readonly order: Execute;
  readonly acts: Generator<Act, Effect, string>;
  readonly slots: Record<Slot, SlotVersion>;
  readonly reads: Record<Slot, string>;
  readonly files: Record<Slot, SlotWrite>;
  /** What it does next; null before its first act. */
  act: Act | null;
  /** It has asked for a variable or for its turn, and is not answered yet. */
  isBlocked: boolean;
  isSure: boolean;
  isDying: boolean;
  /** Its end, once it hangs. */
  isStuck: boolean;
}

/** Something besides processes that will happen at some time. */
type Later = () => Instruction[];

/** Runs programs through the run's logic, in an order that `random` chooses; the disk is shared by all processes, as it really is. */
export class Schedule {
  readonly tape: Tape;
  readonly disk: Record<string, string> = {};
  readonly #programs: readonly Program[];
  readonly #random: () => number;
  readonly #processes = new Map<number, Process>();
  readonly #later: Later[] = [];

  constructor(programs: readonly Program[], plan: RunPlan, random: () => number) {
    this.#programs = programs;
    this.#random = random;
    this.tape = new Tape(plan);
  }

  /**
   * `stopAt`: the turn at which somebody stops it. `trouble`: how often, from 0 to 1, something happens that no program is to blame for.
   * @throws Error when it does not end, or an invariant does not hold
   */
  run(offered: readonly (readonly ReusedUnit[])[] = [], { stopAt = Infinity, trouble = 0 } = {}): void {
    offered.forEach((units, position) => this.tape.feed({ type: 'reuse', at: 0, position, units }));
    this.#follow(this.tape.begin());
    for (let turn = 0; !this.tape.hasEnded; turn++) {
      if (turn > 20_000) throw new Error('it does not end');
      if (turn === stopAt) this.#follow(this.tape.feed({ type: 'stop', at: 0, by: 'test' }));
      else if (trouble > 0 && this.#random() < trouble) this.#disturb();
      else this.#advance();
    }
    if (this.tape.state.error?.code === 'HW592') throw new Error(`${this.tape.state.error.message}\n${this.tape.state.error.stack}`);
  }

  outcome(): Outcome {
    const { state } = this.tape;
    const values: Record<Slot, string> = {};
    for (const step of state.steps.slice(0, state.front))
      for (const [slot, version] of Object.entries(step.writes ?? {})) if (version.kind !== 'file') values[slot] = valueOf(version);
    return { status: state.status, values, files: state.status === 'successful' ? this.disk : null, committed: state.front };
  }

  #advance(): void {
    const ready = [...this.#processes.values()].filter(each => !each.isBlocked || each.isDying);
    if (this.#later.length > 0 && (ready.length === 0 || this.#random() < 0.2)) {
      const [event] = this.#later.splice(Math.floor(this.#random() * this.#later.length), 1);
      if (event !== undefined) this.#follow(event());
    } else if (ready.length === 0) throw new Error('everybody waits');
    else this.#follow(this.#step(pick(ready, this.#random)));
  }

  /** A process is killed, at work or not; a timeout comes at the last moment; the disk is full. */
  #disturb(): void {
    const processes = [...this.#processes.values()];
    if (processes.length === 0) return;
    const { execution } = pick(processes, this.#random);
    const what = this.#random();
    if (what < 0.05) this.#follow(this.tape.feed({ type: 'broken', at: 0, error: anError }));
    else if (what < 0.4) this.#follow(this.tape.feed({ type: 'timed-out', at: 0, execution, record: recordOf() }));
    else {
      this.#processes.delete(execution);
      this.#follow(this.tape.feed({ type: 'exited', at: 0, execution, exit: killed, record: recordOf() }));
    }
  }

  #follow(instructions: readonly Instruction[]): void {
    for (const each of instructions) {
      const process = 'execution' in each && each.execution !== null ? this.#processes.get(each.execution) : undefined;
      if (each.type === 'execute') this.#start(each);
      if (each.type === 'retry' && each.delay > 0)
        this.#later.push(() => this.tape.feed({ type: 'retry-due', at: 0, position: each.position, unit: each.unit }));
      if (process === undefined) continue;
      if (each.type === 'cancel') process.isDying = true;
      if (each.type === 'answer') process.slots[each.slot] = each.version;
      if (each.type === 'proceed') proceed(process, each.slots);
      if (each.type === 'answer' || each.type === 'proceed') process.isBlocked = false;
    }
    // As the scheduler does: what is caught is an event of its own, after all instructions.
    for (const each of instructions) if (each.type === 'catch') this.#follow(this.#catch(each));
  }

  #start(order: Execute): void {
    const program = this.#programs[order.position];
    if (program === undefined) throw new Error('no program');
    const { execution, part, slots, sure } = order;
    const label =
      part.kind === 'item' ? part.item.key : part.kind === 'join' ? hash(part.results.map(each => each.key)) : `${order.position}`;
    const acts = perform(program, part.kind, label, order.attempt);
    const marks = { act: null, isBlocked: false, isSure: sure, isDying: false, isStuck: false };
    this.#processes.set(execution, { execution, order, acts, slots: { ...slots }, reads: {}, files: {}, ...marks });
    this.tape.feed({ type: 'started', at: 0, execution });
  }

  #step(process: Process): Instruction[] {
    const { execution, act, isDying } = process;
    if (isDying && (process.isBlocked || this.#random() < 0.5)) {
      this.#processes.delete(execution);
      return this.tape.feed({ type: 'exited', at: 0, execution, exit: killed, record: recordOf() });
    }
    if (process.isStuck) return isDying ? [] : this.tape.feed({ type: 'timed-out', at: 0, execution, record: recordOf() });
    if (act === null) return this.#next(process, process.acts.next());
    if (act.kind === 'write') return this.#write(process, act);
    const slot = act.kind === 'slot' ? act.slot : `file:${act.path}`;
    if (act.kind === 'read' && Object.hasOwn(process.files, slot)) return this.#next(process, process.acts.next(this.#fileAt(act.path)));
    const version = process.slots[slot] ?? { kind: 'absent', id: 'absent' };
    if (version.kind === 'pending') {
      process.isBlocked = true;
      return isDying ? [] : this.tape.feed({ type: 'read', at: 0, execution, slot });
    }
    process.reads[slot] = version.id;
    return this.#next(process, process.acts.next(act.kind === 'slot' ? valueOf(version) : this.#fileAt(act.path)));
  }

  #write(process: Process, { path, content }: Act & { kind: 'write' }): Instruction[] {
    const { execution, isDying, isSure, reads } = process;
    if (!isSure) {
      process.isBlocked = true;
      return isDying ? [] : this.tape.feed({ type: 'turn', at: 0, execution, reads: { ...reads } });
    }
    this.disk[path] = content;
    process.files[`file:${path}`] = { kind: 'file', content };
    return this.#next(process, process.acts.next(''));
  }

  #fileAt(path: string): string {
    return this.disk[path] ?? 'gone';
  }

  #next(process: Process, next: IteratorResult<Act, Effect>): Instruction[] {
    if (next.done === true) return this.#end(process, next.value);
    process.act = next.value;
    return [];
  }

  #end(process: Process, effect: Effect): Instruction[] {
    const { execution, isDying } = process;
    if (isDying || effect.end === 'hangs') {
      process.isStuck = true;
      return [];
    }
    this.#processes.delete(execution);
    if (effect.end === 'dies') return this.tape.feed({ type: 'exited', at: 0, execution, exit: killed, record: recordOf() });
    const record = this.#recordOf(process, effect);
    if (effect.end === 'well') return this.tape.feed({ type: 'finished', at: 0, execution, record });
    return this.tape.feed({
      type: 'failed',
      at: 0,
      execution,
      error: { ...anError, message: effect.digest },
      record: { ...record, writes: process.files }
    });
  }

  /** As a process and the scheduler report it: with what a step that catches failures leaves when it had none. */
  #recordOf({ order, reads, files }: Process, { writes, digest }: Effect): ExecutionRecord {
    const { position, part } = order;
    const variable = this.tape.plan.steps[position]?.catches ?? null;
    const list = part.kind === 'join' ? (this.tape.state.steps[position]?.caught ?? null) : null;
    const caught = variable === null || part.kind === 'split' ? {} : { [variable]: write(list?.key ?? 'null') };
    return recordOf({
      reads,
      writes: { ...files, ...Object.fromEntries(Object.entries(writes).map(([slot, key]) => [slot, write(key)])), ...caught },
      items: part.kind === 'split' ? itemsOf(digest).map(key => ({ stored: stored(key), text: key })) : null,
      result: part.kind === 'item' ? stored(digest) : null,
      clean: parseInt(digest.slice(2, 3), 16) > 3
    });
  }

  #catch({ position, unit, error, errors }: Instruction & { type: 'catch' }): Instruction[] {
    const list = errors === null ? null : stored(failureList(errors.map(each => (each === null ? null : keyOf(each)))));
    return this.tape.feed({
      type: 'caught',
      at: 0,
      position,
      unit,
      values: { error: stored(keyOf(error)), list, nothing: stored('null') }
    });
  }
}

const killed = { code: null, signal: 'SIGKILL' };

/** Only files may have changed behind its back. */
function proceed(process: Process, slots: Readonly<Record<Slot, SlotVersion>>): void {
  process.isSure = true;
  for (const [slot, version] of Object.entries(slots)) if (slot.startsWith('file:')) process.slots[slot] = version;
}

function keyOf({ type, message }: TaskError): string {
  return type === 'Error' ? `error ${message}` : `error ${type}`;
}

function valueOf(version: SlotVersion): string {
  return version.kind === 'value' ? version.stored.key : version.kind === 'unstorable' ? missing : 'absent';
}
