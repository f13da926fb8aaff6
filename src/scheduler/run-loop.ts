import type { ComputeHandle } from '../compute/compute';
import { HeadwaterError } from '../errors';
import { emptyRecord } from '../run/empty-record';
import type { Event } from '../run/event';
import type { Instruction, RunStatus } from '../run/instruction';
import { nextState } from '../run/next-state';
import { newRunState, type RunState } from '../run/run-state';
import { storyOf } from '../run/story';
import type { TaskError } from '../task/protocol';
import { CardDesk } from './card/card-desk';
import { storeCaught, withNothingCaught } from './caught-values';
import { taskErrorOf } from './error-shapes';
import type { EventLog } from './event-log';
import { executeOrder } from './execute-order';
import { publishUnit, type LogPaths } from './publish-task';
import { wantedReady } from './ready-count';
import type { RunContext } from './run-context';
import { deedOf, lineVersion, type RunLine } from './run-line';
import { TaskProcesses } from './task-processes';
import type { WorkerPool } from './worker-pool';

/** How a run went. */
export interface RunEnd {
  readonly status: RunStatus;
  readonly error: TaskError | null;
  /** Id for the recorded last step; null unless successful. */
  readonly task: string | null;
  readonly state: RunState;
}

/** Performs a run's instructions and feeds back what happens, until it ends. */
export class RunLoop {
  readonly #context: RunContext;
  readonly #pool: WorkerPool;
  readonly #log: EventLog;
  readonly #processes: TaskProcesses;
  readonly #cards: CardDesk;
  #state: RunState;
  /** Where each execution prints. */
  readonly #logs = new Map<number, LogPaths>();
  readonly #waits = new Set<NodeJS.Timeout>();
  readonly #queue: Event[] = [];
  #busy = false;
  #broken = false;
  #onEnd: (end: RunEnd) => void = () => undefined;

  constructor(context: RunContext, pool: WorkerPool, log: EventLog) {
    this.#context = context;
    this.#pool = pool;
    this.#log = log;
    this.#state = newRunState(context.plan);
    this.#cards = new CardDesk(context);
    this.#processes = new TaskProcesses(pool, {
      isCancelled: execution => this.#state.cancelled.includes(execution),
      limitOf: execution => context.plan.steps[this.#state.live[execution]?.[0] ?? -1]?.timeout ?? null,
      complete: event => this.#complete(event),
      onCard: (execution, components) => this.#cards.show(this.#state, execution, components),
      onEvent: event => this.#feed(event),
      onTrouble: error => this.break(error)
    });
  }

  /** Begins, with what is offered from another run, and resolves when the run has ended and every process with it. */
  run(offered: readonly Event[]): Promise<RunEnd> {
    return new Promise(resolve => {
      this.#onEnd = resolve;
      try {
        for (const event of [...offered, { type: 'begin', at: Date.now() } as const]) this.#feed(event);
      } catch (error) {
        this.break(error);
      }
    });
  }

  /** Asks the run to stop; what has committed stays. */
  stop(by: string): void {
    this.#feed({ type: 'stop', at: Date.now(), by });
  }

  /** Says that the scheduler itself cannot go on. */
  break(error: unknown): void {
    this.#broken = true;
    this.#feed({ type: 'broken', at: Date.now(), error: taskErrorOf(error) });
  }

  /** Ends the run by name when it waits for a process that is gone without a word, which only a mistake in this program can bring about. */
  checkProcesses(): void {
    const { live, cancelled } = this.#state;
    const lost = [...Object.keys(live).map(Number), ...cancelled].filter(execution => !this.#processes.has(execution));
    if (lost.length === 0) return;
    this.break(lostProcess(lost, this.#state));
    const at = Date.now();
    for (const execution of lost)
      this.#feed({ type: 'exited', at, execution, exit: { code: null, signal: null }, record: emptyRecord(at) });
  }

  #feed(event: Event): void {
    this.#queue.push(event);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#handle(next);
    } finally {
      this.#busy = false;
    }
  }

  #handle(event: Event): void {
    this.#write({ v: lineVersion, at: event.at, type: 'event', event });
    const [state, instructions] = nextState(this.#state, event);
    this.#state = state;
    // Processes that wait for orders come first: publishing can be done while they work.
    for (const each of instructions) if (isUrgent(each)) this.#perform(each);
    for (const each of instructions) if (!isUrgent(each)) this.#perform(each);
    if (state.status === 'running') this.#pool.keepReady(wantedReady(state));
  }

  #perform(instruction: Instruction): void {
    switch (instruction.type) {
      case 'execute':
        return this.#execute(instruction);
      case 'answer':
        return this.#processes.resume(instruction.execution, { type: 'version', slot: instruction.slot, version: instruction.version });
      case 'proceed':
        return this.#processes.resume(instruction.execution, instruction);
      case 'catch':
        return this.#catch(instruction);
      case 'cancel':
        this.#tell(instruction);
        return this.#processes.cancel(instruction.execution);
      case 'release':
        return this.#processes.release(instruction.execution);
      case 'rerun':
        return this.#tell(instruction);
      case 'commit':
        return this.#commit(instruction);
      case 'retry':
        return this.#retry(instruction);
      case 'end':
        return this.#end(instruction);
    }
  }

  #execute(instruction: Instruction & { type: 'execute' }): void {
    const { execution, reuse } = instruction;
    const { handle } = this.#processes.start(execution, reuse, executeOrder(this.#context, this.#state, instruction));
    this.#logs.set(execution, handle.submission);
    this.#tell(instruction, handle);
  }

  #complete(event: Event): Event {
    if (event.type !== 'finished') return event;
    try {
      return withNothingCaught(event, this.#state, this.#context.blobs);
    } catch (error) {
      this.break(error);
      return event;
    }
  }

  #catch(instruction: Instruction & { type: 'catch' }): void {
    const { position, unit } = instruction;
    try {
      const values = storeCaught(this.#context.blobs, instruction);
      this.#feed({ type: 'caught', at: Date.now(), position, unit, values });
    } catch (error) {
      this.break(error);
    }
  }

  #commit(instruction: Instruction & { type: 'commit' }): void {
    if (this.#broken) return;
    const { execution } = instruction;
    const logs = execution === null ? null : (this.#logs.get(execution) ?? null);
    try {
      publishUnit(this.#context, this.#state, instruction, logs);
      this.#tell(instruction);
      this.#cards.commit(this.#state, instruction, logs);
    } catch (error) {
      this.break(error);
    }
  }

  #retry(instruction: Instruction & { type: 'retry' }): void {
    this.#tell(instruction);
    const { position, unit, delay } = instruction;
    if (delay === 0) return;
    const wait = setTimeout(() => {
      this.#waits.delete(wait);
      this.#feed({ type: 'retry-due', at: Date.now(), position, unit });
    }, delay);
    this.#waits.add(wait);
  }

  #end(instruction: Instruction & { type: 'end' }): void {
    for (const wait of this.#waits) clearTimeout(wait);
    const end = { status: instruction.status, error: instruction.error, task: instruction.task, state: this.#state };
    void this.#cards.finish().finally(() => {
      this.#cards.close();
      this.#onEnd(end);
    });
  }

  #tell(instruction: Instruction, handle: ComputeHandle | null = null): void {
    const deed = deedOf(instruction, handle);
    if (deed !== null) this.#write({ v: lineVersion, at: Date.now(), type: 'deed', deed });
  }

  #write(line: RunLine): void {
    try {
      this.#log.append(line);
    } catch (error) {
      if (!this.#broken) this.break(error);
    }
  }
}

function isUrgent({ type }: Instruction): boolean {
  return type === 'execute' || type === 'answer' || type === 'proceed' || type === 'cancel';
}

function lostProcess([execution = 0]: readonly number[], state: RunState): HeadwaterError {
  return new HeadwaterError(
    'HW592',
    `The run waits for a process that is gone: ${storyOf(state, execution)}. This is an error of headwater.`,
    {
      hint: "headwater resume goes on with what had committed. Please report it with events.jsonl of the run's _headwater folder."
    }
  );
}
