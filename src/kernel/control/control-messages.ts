import type { Connection, Request } from '../protocol/wire';

/** What the control thread is started with. */
export interface ControlSetup {
  readonly connection: Connection;
  /** See `places`. */
  readonly state: SharedArrayBuffer;
  /** Id of the process without which the kernel is of no use; null when there is none. */
  readonly owner: number | null;
  /** Whether V8 may be asked to end what runs: Node has to be told not to be strict about it (`--no-force-async-hooks-checks`). */
  readonly mayTerminate: boolean;
  /** Milliseconds from a shutdown request to the end, whatever runs. */
  readonly patience: number;
}

/** What the main thread is doing. It may be ended in the midst of anything but the kernel's own work. */
export const phases = { waiting: 0, kernel: 1, cell: 2 } as const;

/** Places in the state that both threads see, each a 32-bit number. */
export const places = {
  /** One of `phases`. */
  phase: 0,
  /** Serial number of the last interrupt that was asked for. */
  asked: 1,
  /** Serial number of the last interrupt that the main thread has heard of. */
  heard: 2,
  /** When the control thread has sent the last signal, by `clock`. */
  signalled: 3,
  /** 1 when the control thread has closed its sockets. */
  closed: 4
} as const;

/** Milliseconds, in 31 bits. */
export function clock(): number {
  return Date.now() % 2 ** 31;
}

/** From the control thread. */
export type ControlReport =
  | { readonly type: 'ready' }
  | { readonly type: 'interrupt'; readonly serial: number }
  /** A request on the control channel; an interrupt or a shutdown has been answered. */
  | { readonly type: 'request'; readonly request: Pick<Request, 'header' | 'content'> };

/** To the control thread. `to`: the request's `msg_id`. */
export type ControlOrder =
  { readonly type: 'answer'; readonly to: string; readonly content: Readonly<Record<string, unknown>> | null } | { readonly type: 'close' };
