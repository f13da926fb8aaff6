import type { MessagePort } from 'node:worker_threads';
import type { ThreadJob, ThreadOrder, ThreadReport } from './thread-messages';

/** The thread's end of the talk with who started it. */
export class ThreadChannel {
  readonly #port: MessagePort;
  readonly #begin: (job: ThreadJob) => void;
  readonly #pieces = new Map<number, (bytes: Uint8Array<ArrayBuffer>) => void>();
  #onRows: (ipc: Uint8Array<ArrayBuffer> | null) => void = () => undefined;
  #onTook: () => void = () => undefined;
  #lastId = 0;

  constructor(port: MessagePort, begin: (job: ThreadJob) => void) {
    this.#port = port;
    this.#begin = begin;
    port.on('message', (order: ThreadOrder) => this.#take(order));
  }

  /** Says something; bytes are given away. */
  report(report: ThreadReport): void {
    const bytes = 'ipc' in report ? report.ipc : 'bytes' in report ? report.bytes : null;
    this.#port.postMessage(report, bytes === null ? [] : [bytes.buffer]);
  }

  /** Bytes of the file that is read. */
  piece(from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise(resolve => {
      this.#pieces.set(id, resolve);
      this.report({ type: 'want', id, from, to });
    });
  }

  /** The next Arrow IPC stream to write; null after the last one. */
  nextRows(): Promise<Uint8Array<ArrayBuffer> | null> {
    return new Promise(resolve => {
      this.#onRows = resolve;
      this.report({ type: 'next' });
    });
  }

  /** Hands over bytes of the file that is written, and waits until they are taken. */
  give(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return new Promise(resolve => {
      this.#onTook = resolve;
      this.report({ type: 'bytes', bytes });
    });
  }

  #take(order: ThreadOrder): void {
    switch (order.type) {
      case 'job':
        return this.#begin(order.job);
      case 'bytes':
        this.#pieces.get(order.id)?.(order.bytes);
        this.#pieces.delete(order.id);
        return;
      case 'rows':
        return this.#onRows(order.ipc);
      case 'took':
        return this.#onTook();
    }
  }
}
