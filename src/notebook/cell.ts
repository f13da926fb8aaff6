import type { Diagnostic } from '../diagnostic';

/** One cell of a notebook, as the engine sees it. Frozen. */
export interface Cell {
  /** nbformat's cell id, unique in the notebook; `cell-<index>` where it has none or one that an earlier cell has already. */
  readonly id: string;
  /** Position among all cells of the notebook, from 0. */
  readonly index: number;
  readonly kind: 'code' | 'markdown' | 'raw';
  /** Source text, lines joined. */
  readonly source: string;
  readonly tags: readonly string[];
  /** `metadata.headwater` as found, unchecked; null when absent. */
  readonly settings: unknown;
  readonly executionCount: number | null;
}

/** A notebook read from its JSON. Frozen. */
export interface Notebook {
  readonly cells: readonly Cell[];
  /** Lower-case language of the kernel: `typescript`, `python`, …; `unknown` when it says nothing. */
  readonly language: string;
  /** Name of the kernelspec, null when absent. */
  readonly kernelspec: string | null;
  /** Notebook `metadata.headwater` as found, unchecked; null when absent. */
  readonly settings: unknown;
  /** What reading already found wrong, such as cell ids that occur twice. */
  readonly diagnostics: readonly Diagnostic[];
}
