import type { Notebook } from '../notebook/cell';
import { newAnalyser } from './analyser';
import type { AnalysisOptions } from './analysis-options';
import type { FlowGraph } from './flow-graph';

/**
 * The flow that a notebook describes, with everything that is wrong with it; `diagnostics` in notebook order.
 * Never throws for a bad notebook: errors are diagnostics of severity `error`, and then it must not be run.
 */
export function analyseNotebook(notebook: Notebook, options: AnalysisOptions): FlowGraph {
  return newAnalyser().graph(notebook, options);
}
