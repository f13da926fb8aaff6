import type { Diagnostic, SourceRange } from '../diagnostic';
import type { CellFacts, Parameter } from '../language/language';
import type { StepSettings } from '../notebook/step-settings';
import type { FlowKind } from './observation';

/** What a step is in the graph. A `foreach` step runs as `<name>_split`, `<name>` for each item, `<name>_join`. */
export type StepKind = 'linear' | 'foreach';

/**
 * How sure it is that a step needs something of another: `inferred` by analysis; `confirmed`: a run showed what analysis said; `learned`: a
 * run showed what analysis had not seen; `refuted`: analysis said so, and a run of the same code showed that it was not so.
 */
export type Evidence = 'inferred' | 'confirmed' | 'learned' | 'refuted';

/** A step of the flow: consecutive cells that carry its tag. Frozen. */
export interface StepNode {
  readonly name: string;
  readonly title: string | null;
  /** Position in notebook order, from 0: the serial order in which steps commit. */
  readonly position: number;
  readonly kind: StepKind;
  /** Ids of its cells, in order. */
  readonly cells: readonly string[];
  readonly settings: StepSettings;
  /** Variables that it reads from before it, reached through definitions too. */
  readonly reads: readonly string[];
  /** Variables that it writes: assigned, declared, or possibly changed in place, reached through definitions too. */
  readonly writes: readonly string[];
}

/** One thing that a step takes from another. */
export interface EdgeUse {
  /** A variable's name, `process.env`, or the path of a file. */
  readonly name: string;
  readonly kind: FlowKind;
  readonly evidence: Evidence;
  /** Where it is read, inside the reader's cell; null when that is not known. */
  readonly cell: string | null;
  readonly range: SourceRange | null;
  /** Id of the run that the evidence is from; null while it is inferred only. */
  readonly run: string | null;
}

/** One step needs variables that another wrote last. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Names of its uses, in their order. */
  readonly variables: readonly string[];
  /** The strongest of its uses: confirmed, then learned, inferred, refuted. */
  readonly evidence: Evidence;
  /** Where the first of them is read, inside the reader's cell. */
  readonly cell: string | null;
  readonly range: SourceRange | null;
  /** Id of the run that the evidence is from; null while it is inferred only. */
  readonly run: string | null;
  /** Each variable with its own evidence. */
  readonly uses: readonly EdgeUse[];
}

/** The flow: what `check` prints and a run follows. Frozen. */
export interface FlowGraph {
  readonly flow: string;
  readonly language: string;
  readonly steps: readonly StepNode[];
  readonly edges: readonly Edge[];
  readonly parameters: readonly Parameter[];
  /** Ids of the parameters and setup cells: run at the start of every task, in order. */
  readonly setup: readonly string[];
  readonly facts: readonly CellFacts[];
  readonly diagnostics: readonly Diagnostic[];
}
