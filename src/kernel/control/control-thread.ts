import { Worker } from 'node:worker_threads';
import { join } from 'node:path';
import type { Connection } from '../protocol/wire';
import { clock, phases, places, type ControlOrder, type ControlReport, type ControlSetup } from './control-messages';

/** What the control thread leads to in the main one. */
export interface ControlEvents {
  /** End what runs, if a cell runs. */
  interrupted(): void;
  /** A request on the control channel; the content of the answer, null for none or when it has been answered. */
  requested(request: Extract<ControlReport, { type: 'request' }>['request']): Readonly<Record<string, unknown>> | null;
}

/** How long a kernel that is asked to end may take, in milliseconds. */
const patience = 2000;

/** The main thread's side of the control thread. */
export class ControlThread {
  private readonly state = new Int32Array(new SharedArrayBuffer(4 * Object.keys(places).length));
  private readonly worker: Worker;
  private readonly events: ControlEvents;
  /** Resolves when it listens. */
  readonly ready: Promise<void>;

  constructor(connection: Connection, events: ControlEvents) {
    this.events = events;
    const setup: ControlSetup = {
      connection,
      state: this.state.buffer,
      owner: process.env['JPY_PARENT_PID'] === undefined ? null : process.ppid,
      mayTerminate: process.execArgv.includes('--no-force-async-hooks-checks'),
      patience
    };
    this.worker = new Worker(join(__dirname, 'control.js'), { workerData: setup });
    this.ready = new Promise((resolve, reject) => {
      this.worker.once('error', reject);
      this.worker.on('message', (report: ControlReport) => (report.type === 'ready' ? resolve() : this.hear(report)));
    });
    process.on('SIGINT', () => this.signalled());
    process.on('exit', () => this.close());
  }

  /** Cells may be ended in their midst, the kernel's own work not. */
  enter(phase: keyof typeof phases): void {
    Atomics.store(this.state, places.phase, phases[phase]);
  }

  /** A signal has ended what ran: the interrupts that were asked for by now are done with. */
  heard(): void {
    Atomics.store(this.state, places.heard, Atomics.load(this.state, places.asked));
  }

  private hear(report: Exclude<ControlReport, { type: 'ready' }>): void {
    if (report.type === 'interrupt') this.interrupt(report.serial);
    else this.answer(report.request);
  }

  private answer(request: Extract<ControlReport, { type: 'request' }>['request']): void {
    const content = this.events.requested(request);
    this.tell({ type: 'answer', to: request.header.msg_id, content });
  }

  /** The control thread sends signals too, for an interrupt that it tells of as well. */
  private signalled(): void {
    const since = clock() - Atomics.load(this.state, places.signalled);
    if (since >= 0 && since < 1000) this.interrupt(Atomics.load(this.state, places.asked));
    else this.events.interrupted();
  }

  private interrupt(serial: number): void {
    if (Atomics.load(this.state, places.heard) >= serial) return;
    Atomics.store(this.state, places.heard, serial);
    this.events.interrupted();
  }

  /** The process must not end before the thread's sockets are closed: ZeroMQ would abort it. */
  private close(): void {
    this.tell({ type: 'close' });
    if (Atomics.wait(this.state, places.closed, 0, patience) === 'timed-out') process.kill(process.pid, 'SIGKILL');
  }

  private tell(order: ControlOrder): void {
    this.worker.postMessage(order);
  }
}
