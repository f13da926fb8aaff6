import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { CellChange } from '../../src/notebook/fix';
import type { FlowNotebook } from './flow/flow-notebook';

export { IFlowServer, type Query, type ServerState } from './server/server-token';

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
  /** An edit was made, undone or redone, by whatever way. */
  readonly changed: ISignal<IFlowEdits, FlowEdit>;
}

/** What became of an edit. */
export interface FlowEdit {
  readonly flow: FlowNotebook;
  readonly kind: 'done' | 'undone' | 'redone';
  readonly title: string;
}

/** Changes to a notebook that one undo takes back. */
export const IFlowEdits = new Token<IFlowEdits>('headwater-lab:IFlowEdits', 'Changes to a notebook that one undo takes back.');

/** Shows stored values. */
export interface IArtifactViewer {
  /** Shows an artifact beside `anchor`, in the place of one that is shown. `path`: the notebook whose store it is in. */
  open(path: string, pathspec: string, anchor: HTMLElement): void;
}

/** Shows stored values. */
export const IArtifactViewer = new Token<IArtifactViewer>('headwater-lab:IArtifactViewer', 'Shows stored values.');
