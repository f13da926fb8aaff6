import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';

/** Parameters of a request; what is null or undefined is left out. */
export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** Whether the server answers. */
export interface ServerState {
  readonly up: boolean;
  /** Why not, or what it refused last; null when all is well. */
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
}

/** The way to Headwater's server. Routes and shapes are those of `src/server/api`. */
export interface IFlowServer {
  readonly state: ServerState;
  readonly stateChanged: ISignal<IFlowServer, ServerState>;
  /** Whether an answer has been waited for so long that it must be said. It is no error: the answer may come. */
  readonly isSlow: boolean;
  readonly slowChanged: ISignal<unknown, boolean>;
  /** GET, or POST when there is a body. @throws ServerError when it refuses or does not answer */
  ask<T>(route: string, query?: Query, body?: object): Promise<T>;
  /** GET of something that is not JSON. @throws ServerError */
  askBytes(route: string, query?: Query): Promise<Uint8Array>;
  /** Address of a GET, for an `img`. */
  url(route: string, query?: Query): string;
  /** Follows a stream until disposed, or until the server sends its event `end`: `onMessage` gets every message of this event, also after the server was away. */
  follow<T>(route: string, query: Query, event: string, onMessage: (message: T) => void): IDisposable;
}

/** The way to Headwater's server. */
export const IFlowServer = new Token<IFlowServer>('headwater-lab:IFlowServer', 'The way to Headwater’s server.');
