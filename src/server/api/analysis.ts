import type { Diagnostic, SourceRange } from '../../diagnostic';
import type { Edge, StepNode } from '../../graph/flow-graph';
import type { Parameter } from '../../language/language';

/** `POST analyse`: a notebook as it stands in the editor, saved or not. */
export interface AnalyseRequest {
  /** Path of the notebook below Jupyter's root folder, with `/`. */
  readonly path: string;
  /** The notebook's JSON (nbformat 4); outputs may be left out. */
  readonly notebook: object;
}

/** What a notebook's cells mean. */
export interface Analysis {
  readonly flow: string;
  readonly language: string;
  readonly steps: readonly StepNode[];
  readonly edges: readonly Edge[];
  readonly parameters: readonly Parameter[];
  /** Ids of the parameters and setup cells. */
  readonly setup: readonly string[];
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

/** A change to the notebook that ends a diagnostic. */
export interface Fix {
  /** An imperative, such as "Tag cell 4 as setup". */
  readonly title: string;
  readonly changes: readonly CellChange[];
}

/** One change of a fix; cells by id. Changes to one source are given from its end to its beginning. */
export type CellChange =
  | { readonly kind: 'tags'; readonly cell: string; readonly add: readonly string[]; readonly remove: readonly string[] }
  /** New `metadata.headwater` of the cell as a whole; null removes it. */
  | { readonly kind: 'settings'; readonly cell: string; readonly settings: object | null }
  | { readonly kind: 'source'; readonly cell: string; readonly range: SourceRange; readonly text: string }
  /** The cell is moved so that it stands just before `before`; at the notebook's end when null. */
  | { readonly kind: 'move'; readonly cell: string; readonly before: string | null }
  /** New `metadata.headwater` of the notebook as a whole. */
  | { readonly kind: 'notebook'; readonly settings: object };
