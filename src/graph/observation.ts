/** What goes along an edge: a variable, ambient state (`process.env`), or a file or the list of a folder that one step changed and another looked at. */
export type FlowKind = 'variable' | 'ambient' | 'file' | 'folder';

/** What one step really did in a run. Names as the plan has them: variables, ambient slots, `file:<path>`. */
export interface ObservedStep {
  /** What it read from before it, whoever wrote that. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Variables among its writes that hold a common object; each list has at least two names. */
  readonly shared: readonly (readonly string[])[];
}

/** A step has read what another wrote. */
export interface ObservedEdge {
  readonly from: string;
  readonly to: string;
  /** A variable's name, `process.env`, or the path of a file. */
  readonly name: string;
  readonly kind: FlowKind;
}

/** What one run showed, of the steps whose code is the same now. */
export interface Observation {
  /** Id of the run. */
  readonly run: string;
  readonly steps: Readonly<Record<string, ObservedStep>>;
  readonly edges: readonly ObservedEdge[];
}
