import type { ComputeEvent } from '../compute/compute';
import type { Event } from '../run/event';
import type { Instruction, RunStatus } from '../run/instruction';
import { nextState } from '../run/next-state';
import { newRunState, type RunState } from '../run/run-state';
import type { Order, Report, TaskError } from '../task/protocol';
import { storeCaught, withNothingCaught } from './caught-values';
import { taskErrorOf } from './error-shapes';
import type { EventLog } from './event-log';
import { executeOrder } from './execute-order';
import { assign, lostRecord, newJob, settle, type Job } from './job';
import { publishUnit } from './publish-task';
import { wantedReady } from './ready-count';
import { reportEvent } from './report-event';
import type { RunContext } from './run-context';
import { deedOf, lineVersion, type RunLine } from './run-line';
import { startWorkClock } from './work-clock';
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
  #state: RunState;
  /** Processes by the execution that they run, or ran last. */
  readonly #jobs = new Map<number, Job>();
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
        return this.#resume(instruction.execution, { type: 'version', slot: instruction.slot, version: instruction.version });
      case 'proceed':
        return this.#resume(instruction.execution, instruction);
      case 'catch':
        return this.#catch(instruction);
      case 'cancel':
        this.#tell(instruction);
        return this.#jobs.get(instruction.execution)?.handle.cancel();
      case 'release':
        return this.#release(instruction.execution);
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
    const { execution } = instruction;
    const job = this.#processFor(instruction.reuse);
    assign(job, execution, Date.now());
    this.#jobs.set(execution, job);
    job.handle.send(executeOrder(this.#context, this.#state, instruction));
    this.#tell(instruction, job);
  }

  /** The process that ran `reuse`, if it is still there, else a fresh one. */
  #processFor(reuse: number | null): Job {
    const kept = reuse === null ? undefined : this.#jobs.get(reuse);
    if (reuse !== null) this.#jobs.delete(reuse);
    if (kept?.alive === true) return kept;
    for (;;) {
      const job = newJob(this.#pool.take());
      job.handle.listen(event => this.#hear(job, event));
      // One that was killed while it waited says so at once.
      if (job.alive) return job;
    }
  }

  #hear(job: Job, event: ComputeEvent): void {
    if (event.type === 'ended') return this.#lose(job, event);
    const report = event.message as Report;
    if (report.type === 'ready' || report.execution !== job.execution) return;
    const { execution } = report;
    // What it says while it is killed no longer counts: its end is what the run waits for.
    if (this.#state.cancelled.includes(execution)) return;
    const at = Date.now();
    if (report.type === 'started') this.#limit(job, execution);
    else if (report.type === 'read' || report.type === 'turn') job.clock?.pause();
    else settle(job);
    const said = reportEvent(report, at);
    this.#feed(said.type === 'finished' ? withNothingCaught(said, this.#state, this.#context.blobs) : said);
  }

  #lose(job: Job, ended: ComputeEvent & { type: 'ended' }): void {
    const { execution } = job;
    job.alive = false;
    if (execution === null) return;
    const record = lostRecord(job, Date.now());
    settle(job);
    if (ended.error !== null) this.break(ended.error);
    this.#feed({ type: 'exited', at: Date.now(), execution, exit: { code: ended.code, signal: ended.signal }, record });
  }

  #limit(job: Job, execution: number): void {
    const position = this.#state.live[execution]?.[0] ?? -1;
    const timeout = this.#context.plan.steps[position]?.timeout ?? null;
    if (timeout === null) return;
    job.clock = startWorkClock(timeout, () => {
      this.#feed({ type: 'timed-out', at: Date.now(), execution, record: lostRecord(job, Date.now()) });
    });
  }

  /** Tells an execution what it has waited for. */
  #resume(execution: number, order: Order): void {
    const job = this.#jobs.get(execution);
    job?.clock?.go();
    job?.handle.send(order);
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

  #release(execution: number): void {
    this.#jobs.get(execution)?.handle.cancel();
    this.#jobs.delete(execution);
  }

  #commit(instruction: Instruction & { type: 'commit' }): void {
    if (this.#broken) return;
    const { execution } = instruction;
    try {
      publishUnit(this.#context, this.#state, instruction, execution === null ? null : (this.#logs.get(execution) ?? null));
      this.#tell(instruction);
    } catch (error) {
      this.break(error);
    }
  }

  readonly #logs = new Map<number, { readonly stdout: string; readonly stderr: string }>();

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
    this.#onEnd({ status: instruction.status, error: instruction.error, task: instruction.task, state: this.#state });
  }

  #tell(instruction: Instruction, job: Job | null = null): void {
    if (instruction.type === 'execute' && job !== null) this.#logs.set(instruction.execution, job.handle.submission);
    const deed = deedOf(instruction, job?.handle ?? null);
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
