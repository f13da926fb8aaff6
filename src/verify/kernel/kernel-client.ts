import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Dealer } from 'zeromq';
import type { Connection } from './connection';
import { fromFrames, newRequest, toFrames, type Message } from './message';

/** What the execution of a cell has come to. */
export interface Executed {
  readonly ok: boolean;
  /** What the kernel's answer says of an error; tslab's says nothing, it prints. */
  readonly error: string;
  /** Milliseconds from the request to its answer. */
  readonly elapsed: number;
}

/**
 * A conversation with a kernel, on its shell socket only: what it publishes on its iopub socket may be lost on the way, an answer is not. What
 * cells print is taken down inside the kernel.
 */
export interface KernelClient {
  /** Waits until the kernel answers. */
  greet(): Promise<void>;
  /** Runs code, and waits for its end. */
  execute(code: string): Promise<Executed>;
  close(): void;
}

/** Connects with a kernel. The ZeroMQ library is loaded here, and nowhere else. */
export function connectKernel(connection: Connection): KernelClient {
  const zeromq = createRequire(__filename)('zeromq') as typeof import('zeromq');
  const shell = new zeromq.Dealer({ linger: 0 });
  shell.connect(`${connection.transport}://${connection.ip}:${connection.shell_port}`);
  return new Conversation(shell, connection.key);
}

class Conversation implements KernelClient {
  private readonly session = randomUUID();
  private readonly waiting = new Map<string, (reply: Message) => void>();
  private isOpen = true;

  private readonly shell: Dealer;
  private readonly key: string;

  constructor(shell: Dealer, key: string) {
    this.shell = shell;
    this.key = key;
    void this.listen();
  }

  async greet(): Promise<void> {
    await this.ask('kernel_info_request', {});
  }

  async execute(code: string): Promise<Executed> {
    const startedAt = performance.now();
    const reply = await this.ask('execute_request', {
      code,
      silent: false,
      store_history: false,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true
    });
    const { status, ename, evalue } = reply.content;
    const error = typeof ename === 'string' ? `${ename}: ${String(evalue)}` : '';
    return { ok: status === 'ok', error, elapsed: performance.now() - startedAt };
  }

  close(): void {
    this.isOpen = false;
    this.shell.close();
  }

  /** A request that is sent before the kernel listens waits for it. */
  private async ask(type: string, content: Message['content']): Promise<Message> {
    const request = newRequest(type, content);
    const answer = new Promise<Message>(resolve => this.waiting.set(request.id, resolve));
    await this.shell.send(toFrames(request, this.session, this.key));
    return await answer;
  }

  private async listen(): Promise<void> {
    try {
      for await (const frames of this.shell) this.hear(fromFrames(frames, this.key));
    } catch (error) {
      if (this.isOpen) throw error;
    }
  }

  private hear(message: Message | null): void {
    if (message === null || message.parent === null || !message.type.endsWith('_reply')) return;
    this.waiting.get(message.parent)?.(message);
    this.waiting.delete(message.parent);
  }
}
