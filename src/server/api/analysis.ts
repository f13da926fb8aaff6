import type { Diagnostic } from '../../diagnostic';
import type { FlowGraph } from '../../graph/flow-graph';
import type { Fix } from '../../notebook/fix';

/** `POST analyse`: a notebook as it stands in the editor, saved or not. */
export interface AnalyseRequest {
  /** Path of the notebook below Jupyter's root folder, with `/`. */
  readonly path: string;
  /** The notebook's JSON (nbformat 4); outputs may be left out. */
  readonly notebook: object;
}

/** What a notebook's cells mean. */
export interface Analysis extends Omit<FlowGraph, 'facts' | 'diagnostics'> {
  /** In notebook order. */
  readonly diagnostics: readonly DiagnosticWithFixes[];
  /** A tag for each code cell of a notebook without any step; empty when there is a step. */
  readonly proposals: readonly CellProposal[];
  /** What works for this notebook's language today, in a sentence; null for TypeScript, where everything does. */
  readonly limits: string | null;
  /** Milliseconds that the analysis took. */
  readonly took: number;
}

/** What a cell would become, and why. */
export interface CellProposal {
  readonly cell: string;
  /** `step:<name>`, `parameters`, or null: it stays out of the flow. */
  readonly tag: string | null;
  readonly why: string;
}

/** A diagnostic with what one key can do about it; the first fix is the one to apply when nothing else is said. */
export interface DiagnosticWithFixes extends Diagnostic {
  readonly fixes: readonly Fix[];
}
