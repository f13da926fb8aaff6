import type { BlobStore } from '../datastore/datastore';
import { HeadwaterError } from '../errors';
import type { Channel } from './channel';
import type { Codec } from './writes/codec';
import { prepareWorld, reuseWorld, runStatements, settle, storeShown, type Outcome, type Prepared } from './execution';
import type { PartResult } from './parts';
import type { DescribeOrder, ExecuteOrder, ExecutionRecord, Order, Slot, TaskWarning } from './protocol';
import { openSession, type Session } from './session';
import { controlOfPart } from './ambient/controlled-streams';
import { enterControl, leaveControl, realNow } from './ambient/controlled-world';
import { describeFailure } from './failure/task-failure';
import { measureUsage, type Measurement } from './usage';
import { versionsOf, type KnownVersion, type Versions } from './scope/versions';

/** How a process gets at stores and codecs. */
export interface TaskParts {
  /** Loads what nearly every task needs, while the process waits for its first order. */
  warmUp(): void;
  openStore(root: string, flow: string): BlobStore;
  loadCodec(): Codec;
}

/** How long an execution may go on after its last statement, in milliseconds. */
const patience = 5000;

/** Takes orders until there are no more; one execution at a time, each until its event loop is empty. */
export class TaskLoop {
  private session: Session | null = null;
  private prepared: Prepared | null = null;
  private current: Running | null = null;

  private readonly channel: Channel;
  private readonly parts: TaskParts;

  constructor(channel: Channel, parts: TaskParts) {
    this.channel = channel;
    this.parts = parts;
  }

  /** Says that the process is up, and waits for orders. */
  begin(): void {
    process.on('beforeExit', () => this.loopIsEmpty());
    process.on('exit', code => this.exiting(code));
    process.on('uncaughtException', error => this.fail(error));
    process.on('unhandledRejection', (reason, promise) => void this.current?.rejections.set(promise, reason));
    process.on('rejectionHandled', promise => void this.current?.rejections.delete(promise));
    this.channel.send({ type: 'ready' });
    this.parts.warmUp();
    this.takeOrders();
  }

  /** Blocks until there is something to execute. */
  private takeOrders(): void {
    for (;;) {
      const order = this.channel.next();
      if (order === null || order.type === 'exit') process.exit(0);
      if (order.type === 'prepare')
        this.session = openSession(
          order,
          () => this.parts.openStore(order.store.root, order.store.flow),
          () => this.parts.loadCodec()
        );
      if (order.type === 'describe') return void this.describe(order);
      if (order.type !== 'execute') continue;
      void this.execute(order);
      return;
    }
  }

  /** To verify a notebook: the answer is a file, and this process has done its work. */
  private async describe(order: DescribeOrder): Promise<void> {
    if (this.session === null) throw new Error('A describe order came before prepare.');
    const { describeSlots } = await import('./describe/describe-slots.js');
    await describeSlots(this.session, order);
    process.exit(0);
  }

  private async execute(order: ExecuteOrder): Promise<void> {
    const { session } = this;
    if (session === null) throw new Error('An execute order came before prepare.');
    const versions = versionsOf(order.slots, slot => this.ask(order.execution, slot));
    const takeTurn = order.sure ? null : (what: string) => this.takeTurn(order.execution, versions, what);
    const running: Running = {
      order,
      versions,
      usage: measureUsage(),
      waitedBefore: this.channel.waited,
      rejections: new Map(),
      part: null,
      timer: null,
      idle: { times: 0, last: 0 }
    };
    this.current = running;
    this.channel.send({ type: 'started', execution: order.execution, at: Date.now() });
    try {
      Object.assign(process.env, order.environment);
      session.files.begin({ versions, takeTurn });
      this.prepared = reuseWorld(this.prepared, order, versions) ?? (await prepareWorld(session, order, versions));
      running.usage.skipLogs();
      session.log.clear();
      session.card.begin(components => this.channel.send({ type: 'card', execution: order.execution, components }));
      if (order.control) enterControl(controlOfPart(order.control, order.part));
      const part = await runStatements(session, this.prepared, order);
      if (this.current !== running) return;
      running.part = part;
      running.timer = setTimeout(() => this.finish([stillRunning]), patience).unref();
    } catch (error) {
      if (this.current === running) this.fail(error);
    }
  }

  /** `beforeExit`: nothing is left to wait for. */
  private loopIsEmpty(): void {
    const { current } = this;
    if (current === null) return;
    if (current.part !== null) this.finish([]);
    else if (hasWaited(current.idle)) this.fail(neverSettles);
    else setTimeout(() => undefined, idleStep);
  }

  private finish(late: readonly TaskWarning[]): void {
    const { current, session, prepared } = this;
    if (current === null || current.part === null || session === null || prepared === null) return;
    const [rejection] = current.rejections;
    if (rejection !== undefined) return this.fail(rejection[1]);
    try {
      const outcome = settle(session, prepared, current.order, current.part, current.versions, late);
      const record: ExecutionRecord = { ...outcome, ...this.measuresOf(current, session) };
      if (!outcome.clean) this.prepared = null;
      this.end();
      this.channel.send({ type: 'finished', execution: current.order.execution, ...record });
      setImmediate(() => this.takeOrders());
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(thrown: unknown): void {
    const { current, session } = this;
    if (current === null || session === null) return;
    leaveControl();
    const error = describeFailure(thrown, session.code, current.part === null ? session.log.cell || null : null);
    const { writes, files } = session.files.settle();
    const record = { ...emptyOutcome, writes, files, ...this.shownByFailure(session), ...this.measuresOf(current, session) };
    this.end();
    this.prepared = null;
    this.channel.send({ type: 'failed', execution: current.order.execution, error, ...record });
    setImmediate(() => this.takeOrders());
  }

  private measuresOf({ versions, usage, waitedBefore }: Running, { log }: Session): Omit<ExecutionRecord, keyof Outcome> {
    const used = usage.read();
    const waited = Math.round(this.channel.waited - waitedBefore);
    return { reads: Object.fromEntries(versions.reads), waited, ...used, ...log.printed(used) };
  }

  private end(): void {
    clearTimeout(this.current?.timer ?? undefined);
    this.current = null;
  }

  private shownByFailure(session: Session): Partial<Outcome> {
    try {
      return this.prepared === null ? {} : storeShown(session, this.prepared.world);
    } catch {
      return {};
    }
  }

  /** `exit` with an execution under way: its code has ended the process. */
  private exiting(code: number): void {
    if (this.current === null) return;
    const error = new HeadwaterError('HW203', `The step ended its process: process.exit(${code}).`, {
      hint: 'Let the cell end by itself, or throw an error to make the step fail.',
      about: 'process.exit'
    });
    this.fail(error);
  }

  /** Asks for a version that is still to be written, and waits. */
  private ask(execution: number, slot: Slot): KnownVersion {
    this.channel.send({ type: 'read', execution, slot });
    for (;;) {
      const order = this.nextAnswer();
      if (order.type === 'version' && order.slot === slot && order.version.kind !== 'pending') return order.version;
    }
  }

  /** Waits until everything before the execution has committed. */
  private takeTurn(execution: number, versions: Versions, what: string): void {
    this.channel.send({ type: 'turn', execution, reads: Object.fromEntries(versions.reads), what });
    for (;;) {
      const order = this.nextAnswer();
      if (order.type === 'proceed' && order.execution === execution) return versions.renew(order.slots);
    }
  }

  /** The next order in the middle of an execution. */
  private nextAnswer(): Order {
    const order = this.channel.next();
    if (order !== null && order.type !== 'exit') return order;
    this.current = null;
    process.exit(0);
  }
}

interface Running {
  readonly order: ExecuteOrder;
  readonly versions: Versions;
  readonly usage: Measurement;
  readonly waitedBefore: number;
  /** Rejected promises that nobody has handled yet. */
  readonly rejections: Map<Promise<unknown>, unknown>;
  /** Set when the last statement has ended. */
  part: PartResult | null;
  timer: NodeJS.Timeout | null;
  readonly idle: Idle;
}

/** How often in a row the event loop was empty while a statement was still waiting, and when last. */
interface Idle {
  times: number;
  last: number;
}

/** Milliseconds between two looks at a statement that waits for something that does not keep the process alive, as `unref`ed timers. */
const idleStep = 50;

/** True when nothing at all has happened for as long as the loop's patience. */
function hasWaited(idle: Idle): boolean {
  const now = realNow();
  idle.times = now - idle.last < 4 * idleStep ? idle.times + 1 : 0;
  idle.last = now;
  return idle.times * idleStep >= patience;
}

const emptyOutcome = { writes: {}, items: null, result: null, outputs: null, warnings: [], clean: false };

const stillRunning: TaskWarning = {
  code: 'HW331',
  message: 'Something was still running 5 s after the last statement; what it does from now on is lost.',
  hint: 'Await it, or clear the timer or close the connection, in the step itself.',
  about: null
};

const neverSettles = new HeadwaterError('HW204', 'A cell awaits a promise that nothing can settle any more.', {
  hint: 'Look for an await whose timer, stream or callback was never started.'
});
