import type { ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';

/** A cell as the analysis needs it: nbformat without outputs. */
export interface SourceCell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly execution_count: number | null;
}

/** A notebook as it stands in the editor. */
export interface SourceNotebook {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly SourceCell[];
}

/** Where a flow's cells are: what a model of it needs to know of an editor. */
export interface NotebookSource extends IDisposable {
  /** Path below Jupyter's root, with `/`. */
  readonly path: string;
  /** A cell was typed in, added, moved, removed, or its metadata or the notebook's changed. */
  readonly changed: ISignal<NotebookSource, void>;
  read(): SourceNotebook;
}
