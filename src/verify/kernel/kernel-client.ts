import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Dealer, Subscriber } from 'zeromq';
import { HeadwaterError } from '../../errors';
import type { Connection } from './connection';
import { fromFrames, newRequest, toFrames, type Message } from './message';

/** What the execution of a cell has come to. */
export interface Executed {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from the request to its end. */
  readonly elapsed: number;
}

/** A conversation with a kernel. */
export interface KernelClient {
  /** Waits until the kernel answers. */
  greet(): Promise<void>;
  /** Runs code, and waits until the kernel is idle again. */
  execute(code: string): Promise<Executed>;
  close(): void;
}

/** Milliseconds between two greetings: what a kernel publishes before the connection is complete is lost. */
const greetingPause = 100;

/** Connects with a kernel. The ZeroMQ library is loaded here, and nowhere else. */
export function connectKernel(connection: Connection): KernelClient {
  const zeromq = createRequire(__filename)('zeromq') as typeof import('zeromq');
  const address = (port: number): string => `${connection.transport}://${connection.ip}:${port}`;
  const shell = new zeromq.Dealer({ linger: 0 });
  shell.connect(address(connection.shell_port));
  const iopub = new zeromq.Subscriber({ linger: 0 });
  iopub.connect(address(connection.iopub_port));
  iopub.subscribe();
  return new Conversation(shell, iopub, connection.key);
}

interface Pending {
  readonly stdout: string[];
  readonly stderr: string[];
  readonly startedAt: number;
  reply: Message | null;
  isIdle: boolean;
  readonly done: (executed: Executed) => void;
}

class Conversation implements KernelClient {
  private readonly session = randomUUID();
  private readonly pending = new Map<string, Pending>();
  private isOpen = true;
  private isHeard = false;

  private readonly shell: Dealer;
  private readonly iopub: Subscriber;
  private readonly key: string;

  constructor(shell: Dealer, iopub: Subscriber, key: string) {
    this.shell = shell;
    this.iopub = iopub;
    this.key = key;
    void this.listen(shell);
    void this.listen(iopub);
  }

  async greet(): Promise<void> {
    while (this.isOpen && !this.isHeard) {
      await this.send(newRequest('kernel_info_request', {}));
      await new Promise(resolve => setTimeout(resolve, greetingPause));
    }
  }

  async execute(code: string): Promise<Executed> {
    const request = newRequest('execute_request', {
      code,
      silent: false,
      store_history: false,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true
    });
    const answer = new Promise<Executed>(done => {
      this.pending.set(request.id, { stdout: [], stderr: [], startedAt: performance.now(), reply: null, isIdle: false, done });
    });
    await this.send(request);
    return await answer;
  }

  close(): void {
    this.isOpen = false;
    this.shell.close();
    this.iopub.close();
  }

  private async send(message: Message): Promise<void> {
    await this.shell.send(toFrames(message, this.session, this.key));
  }

  private async listen(socket: AsyncIterable<Buffer[]>): Promise<void> {
    try {
      for await (const frames of socket) this.hear(fromFrames(frames, this.key));
    } catch (error) {
      if (this.isOpen) throw error;
    }
  }

  private hear(message: Message | null): void {
    if (message === null) return;
    if (message.type === 'status') this.isHeard = true;
    const pending = message.parent === null ? undefined : this.pending.get(message.parent);
    if (pending === undefined || message.parent === null) return;
    const { name, text, execution_state: state, ename, evalue } = message.content;
    if (message.type === 'stream') (name === 'stderr' ? pending.stderr : pending.stdout).push(String(text));
    if (message.type === 'error') pending.stderr.push(`${String(ename)}: ${String(evalue)}\n`);
    if (message.type === 'execute_reply') pending.reply = message;
    if (message.type === 'status' && state === 'idle') pending.isIdle = true;
    if (pending.reply === null || !pending.isIdle) return;
    this.pending.delete(message.parent);
    const { stdout, stderr, startedAt } = pending;
    const ok = pending.reply.content['status'] === 'ok';
    pending.done({ ok, stdout: stdout.join(''), stderr: stderr.join(''), elapsed: performance.now() - startedAt });
  }
}

/** Waits for something a kernel does, not longer than the limit. @throws HeadwaterError HW362 when that is over */
export async function within<T>(limit: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate(limit, what)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(limit: number, what: string): HeadwaterError {
  return new HeadwaterError('HW362', `${what} has taken longer than ${Math.round(limit / 1000)} s in the kernel; it was ended.`, {
    about: '--timeout',
    hint: 'Give it more time: headwater verify --timeout <seconds>.'
  });
}
