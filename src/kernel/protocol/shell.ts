import type { Router } from 'zeromq';
import type { Publications } from './publisher';
import { readRequest, writeMessage, type Connection, type Outgoing, type Request } from './wire';

/** Content of the answer to a request, and its metadata; null for a message that has no answer. */
export type Reply = Pick<Outgoing, 'content' | 'metadata'> | null;

/** Answers requests of one type. */
export type Answer = (request: Request) => Reply | Promise<Reply>;

/** The shell channel: requests are answered one after the other, in the order in which they come, as the protocol wants it. */
export class Shell {
  private readonly queue: Request[] = [];
  private isWorking = false;
  private received = 0;
  private sent: Promise<void> = Promise.resolve();

  private readonly socket: Router;
  private readonly connection: Connection;
  private readonly publications: Publications;
  private readonly answers: Readonly<Record<string, Answer>>;

  constructor(socket: Router, connection: Connection, publications: Publications, answers: Readonly<Record<string, Answer>>) {
    this.socket = socket;
    this.connection = connection;
    this.publications = publications;
    this.answers = answers;
  }

  /** Takes requests until the socket is closed. */
  async listen(): Promise<void> {
    for await (const frames of this.socket) {
      const request = readRequest(frames, this.connection.key);
      if (request === null) continue;
      this.received++;
      this.queue.push(request);
      if (!this.isWorking) void this.work();
    }
  }

  /** Answers the executions that have come in by now with `aborted`, after one that failed. */
  async abortExecutions(): Promise<void> {
    for (let before = -1; before < this.received;) {
      before = this.received;
      await nextTurn();
      await nextTurn();
    }
    const aborted = this.queue.filter(each => each.header.msg_type === 'execute_request');
    for (const each of aborted) aborting.add(each);
  }

  private async work(): Promise<void> {
    this.isWorking = true;
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) await this.answer(next);
    this.isWorking = false;
  }

  private async answer(request: Request): Promise<void> {
    const { header } = request;
    this.publications.begin(header);
    try {
      const type = header.msg_type;
      const answer = Object.hasOwn(this.answers, type) ? this.answers[type] : undefined;
      const reply = aborting.has(request) ? { content: { status: 'aborted' } } : await answer?.(request);
      if (reply !== null && reply !== undefined) await this.reply(request, reply);
    } catch (error) {
      await this.reply(request, { content: failure(error) });
    } finally {
      this.publications.end(header);
    }
  }

  private reply(request: Request, { content, metadata = {} }: NonNullable<Reply>): Promise<void> {
    const type = request.header.msg_type.replace(/_request$/, '_reply');
    const frames = writeMessage({ type, content, metadata, parent: request.header }, request.identities, this.connection.key);
    // One message at a time: a socket refuses a second one while the first is on its way.
    this.sent = this.sent.then(() => this.socket.send(frames)).catch(() => undefined);
    return this.sent;
  }
}

const aborting = new WeakSet<Request>();

function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

/** An answer that says what went wrong inside the kernel. */
function failure(error: unknown): Record<string, unknown> {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return { status: 'error', ename: name, evalue: message, traceback: [] };
}
