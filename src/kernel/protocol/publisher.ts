import type { Publisher } from 'zeromq';
import { writeMessage, type Connection, type Header, type Outgoing } from './wire';

/** What a kernel tells everyone who listens, each in the name of the request that is being answered. */
export class Publications {
  /** Those that say busy and have not said idle yet; the last one is shown. */
  private readonly busy: Header[] = [];

  private readonly socket: Publisher;
  private readonly key: string;

  constructor(socket: Publisher, { key }: Connection) {
    this.socket = socket;
    this.key = key;
  }

  publish(message: Outgoing): void {
    const topic = `kernel.${message.type}`;
    // Without a time to wait it is sent at once, or dropped when nobody listens.
    void this.socket.send(writeMessage(message, [topic], this.key)).catch(() => undefined);
  }

  starting(): void {
    this.status('starting', null);
  }

  begin(parent: Header): void {
    this.busy.push(parent);
    this.status('busy', parent);
  }

  /** A request on the control channel may end while a cell runs: the kernel is still busy then, and whoever shows its state must not be misled. */
  end(parent: Header): void {
    this.busy.splice(this.busy.indexOf(parent), 1);
    this.status('idle', parent);
    const still = this.busy.at(-1);
    if (still !== undefined) this.status('busy', still);
  }

  private status(state: 'starting' | 'busy' | 'idle', parent: Header | null): void {
    this.publish({ type: 'status', content: { execution_state: state }, parent });
  }
}
