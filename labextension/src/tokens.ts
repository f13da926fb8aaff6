import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { CellChange } from '../../src/notebook/fix';
import type { FlowNotebook } from './flow/flow-notebook';

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
  /** GET, or POST when there is a body. @throws ServerError when it refuses or does not answer */
  ask<T>(route: string, query?: Query, body?: object): Promise<T>;
  /** GET of something that is not JSON. @throws ServerError */
  askBytes(route: string, query?: Query): Promise<Uint8Array>;
  /** Address of a GET, for an `img`. */
  url(route: string, query?: Query): string;
  /** Follows a stream, over and over until disposed: `onMessage` gets every message of this event, also after the server was away. */
  follow<T>(route: string, query: Query, event: string, onMessage: (message: T) => void): IDisposable;
}

/** The way to Headwater's server. */
export const IFlowServer = new Token<IFlowServer>('headwater-lab:IFlowServer', 'The way to Headwater’s server.');

/** The notebooks that are open, as flows. */
export interface IFlowTracker {
  /** The one that has the focus, or had it last; null when none is open. */
  readonly current: FlowNotebook | null;
  readonly currentChanged: ISignal<IFlowTracker, FlowNotebook | null>;
  /** One more notebook was opened. It ends with its panel: see `FlowNotebook.disposed`. */
  readonly added: ISignal<IFlowTracker, FlowNotebook>;
  /** The open ones, in the order in which they were opened. */
  readonly all: readonly FlowNotebook[];
  /** Null for a panel that is not, or no longer, there. */
  of(panel: NotebookPanel): FlowNotebook | null;
  /** The panel of a notebook. */
  panelOf(notebook: FlowNotebook): NotebookPanel | null;
}

/** The notebooks that are open, as flows. */
export const IFlowTracker = new Token<IFlowTracker>('headwater-lab:IFlowTracker', 'The notebooks that are open, as flows.');

/** Changes to a notebook that one undo takes back. */
export interface IFlowEdits {
  /** Makes the changes, in their order, as one step of undo with this title; a cell that is not there any more is left out. */
  apply(flow: FlowNotebook, title: string, changes: readonly CellChange[]): void;
}

/** Changes to a notebook that one undo takes back. */
export const IFlowEdits = new Token<IFlowEdits>('headwater-lab:IFlowEdits', 'Changes to a notebook that one undo takes back.');
