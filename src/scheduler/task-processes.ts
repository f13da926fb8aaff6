import type { ComputeEvent } from '../compute/compute';
import type { Event } from '../run/event';
import type { CardComponent } from '../card/component';
import type { Order, Report } from '../task/protocol';
import { assign, lostRecord, newJob, settle, type Job } from './job';
import { reportEvent } from './report-event';
import { startWorkClock } from './work-clock';
import type { WorkerPool } from './worker-pool';

/** Whoever gives processes their work. */
export interface ProcessOwner {
  /** True while an execution is being killed. */
  isCancelled(execution: number): boolean;
  /** Adds to what a process says what it cannot know itself; may give up its execution. */
  complete(event: Event): Event;
  /** Milliseconds that an execution may take; null for no limit. */
  limitOf(execution: number): number | null;
  /** What an execution's code has put on its card so far. */
  onCard(execution: number, components: readonly CardComponent[]): void;
  /** Something that a process has done, at once. */
  onEvent(event: Event): void;
  /** A process could not be started. */
  onTrouble(error: Error): void;
}

/** The processes of a run, by the executions that they are given. */
export class TaskProcesses {
  readonly #pool: WorkerPool;
  readonly #owner: ProcessOwner;
  /** By the execution that each runs, or ran last. */
  readonly #jobs = new Map<number, Job>();

  constructor(pool: WorkerPool, owner: ProcessOwner) {
    this.#pool = pool;
    this.#owner = owner;
  }

  /** Gives an execution to the process that ran `reuse`, if it is still there, else to a fresh one. */
  start(execution: number, reuse: number | null, order: Order): Job {
    const job = this.#processFor(reuse);
    assign(job, execution, Date.now());
    this.#jobs.set(execution, job);
    job.handle.send(order);
    return job;
  }

  /** Tells an execution what it has waited for. */
  resume(execution: number, order: Order): void {
    const job = this.#jobs.get(execution);
    job?.clock?.go();
    job?.handle.send(order);
  }

  /** Kills the process of an execution, which then ends with `exited`. */
  cancel(execution: number): void {
    this.#jobs.get(execution)?.handle.cancel();
  }

  /** Ends a process that has come to the end of its last execution. */
  release(execution: number): void {
    this.cancel(execution);
    this.#jobs.delete(execution);
  }

  /** True while the end of an execution will still be told. */
  has(execution: number): boolean {
    const job = this.#jobs.get(execution);
    return job?.alive === true && job.execution === execution;
  }

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
    if (report.type === 'card') return this.#owner.onCard(execution, report.components);
    const said = this.#owner.complete(reportEvent(report, Date.now()));
    // Of an execution that is being killed only its end counts.
    if (this.#owner.isCancelled(execution)) return;
    if (report.type === 'started') this.#limit(job, execution);
    else if (report.type === 'read' || report.type === 'turn') job.clock?.pause();
    else settle(job);
    this.#owner.onEvent(said);
  }

  #lose(job: Job, ended: ComputeEvent & { type: 'ended' }): void {
    const { execution } = job;
    job.alive = false;
    if (execution === null) return;
    const record = lostRecord(job, Date.now());
    settle(job);
    if (ended.error !== null) this.#owner.onTrouble(ended.error);
    this.#owner.onEvent({ type: 'exited', at: Date.now(), execution, exit: { code: ended.code, signal: ended.signal }, record });
  }

  #limit(job: Job, execution: number): void {
    const limit = this.#owner.limitOf(execution);
    if (limit === null) return;
    job.clock = startWorkClock(limit, () => {
      this.#owner.onEvent({ type: 'timed-out', at: Date.now(), execution, record: lostRecord(job, Date.now()) });
    });
  }
}
