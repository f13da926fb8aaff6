import type { Diagnostic } from '../diagnostic';

/** A place where the flow has something else than the kernel. */
export interface Difference {
  /** Variable, or `stdout`. */
  readonly variable: string;
  /** Where inside of the variable: `model.layers[3]`. */
  readonly path: string;
  readonly kernel: string;
  readonly flow: string;
  /** Processes at a time of the run that showed it. */
  readonly workers: number;
}

/** How a step compares: `same`; `uncertain` where the kernel itself gives something else each time; `different`. */
export type Verdict = 'same' | 'uncertain' | 'different';

/** One step's comparison. */
export interface StepReport {
  readonly step: string;
  readonly verdict: Verdict;
  /** How many variables were compared. */
  readonly variables: number;
  readonly differences: readonly Difference[];
  /** What two runs of the kernel itself do not agree on. */
  readonly uncertain: readonly Difference[];
  /** Variables that the step could not store, and that no later code mentions. */
  readonly notStored: readonly string[];
  /** The error with which the step ends in the kernel; null when it does not. Later steps are not compared. `caught`: the flow goes on. */
  readonly failure: { readonly message: string; readonly caught: boolean } | null;
}

/** A run of the flow. */
export interface FlowTiming {
  readonly workers: number;
  /** Milliseconds from its beginning to its end. */
  readonly elapsed: number;
  /** How often work was thrown away and done again. */
  readonly reruns: number;
}

/** What the scratch cells would change. */
export interface ScratchRemark {
  readonly step: string;
  readonly variable: string;
  readonly path: string;
  readonly without: string;
  readonly with: string;
  /** Cell that does it, as people count; null when that cannot be told. */
  readonly cell: number | null;
}

/** What `headwater verify` has found. JSON. */
export interface VerifyReport {
  readonly flow: string;
  readonly notebook: string;
  readonly kernel: string;
  readonly verdict: Verdict;
  /** In notebook order, as far as the kernel comes. */
  readonly steps: readonly StepReport[];
  /** Milliseconds that the cells took in the kernel, its start left out. */
  readonly kernelElapsed: number;
  readonly flows: readonly FlowTiming[];
  readonly scratch: readonly ScratchRemark[];
  /** Remarks and warnings: scratch cells that fail, files that runs have changed. */
  readonly diagnostics: readonly Diagnostic[];
}
