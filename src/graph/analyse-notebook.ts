import type { Notebook } from '../notebook/cell';
import type { FlowGraph } from './flow-graph';

/** What analysis must be told besides the notebook. */
export interface AnalysisOptions {
  /** The flow's name where the notebook's metadata gives none; see `flowNameOfFile`. */
  readonly flowName: string;
  /** Names that every task has: JavaScript's, Node's and tslab's globals. */
  readonly globals: ReadonlySet<string>;
}

/**
 * The flow that a notebook describes, with everything that is wrong with it; `diagnostics` in notebook order.
 * Never throws for a bad notebook: errors are diagnostics of severity `error`, and then it must not be run.
 */
export function analyseNotebook(notebook: Notebook, options: AnalysisOptions): FlowGraph {
  return { flow: options.flowName, language: notebook.language, steps: [], edges: [], parameters: [], setup: [], facts: [], diagnostics: [] };
}
