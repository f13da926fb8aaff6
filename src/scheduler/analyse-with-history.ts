import { dirname } from 'node:path';
import { findRoot } from '../datastore/find-root';
import { HeadwaterError } from '../errors';
import { newAnalyser, type Analyser } from '../graph/analyser';
import { withEvidence } from '../graph/evidence';
import type { FlowGraph } from '../graph/flow-graph';
import { unseenEffects } from '../graph/unseen-effects';
import type { Observation } from '../graph/observation';
import { codeHashes } from './code-hashes';
import { analyseFile, type NotebookFile } from './notebook-file';
import { loadObservations } from './run-history';

/** The flow that a notebook file describes, with what its runs have shown: the evidence of its edges, and remarks on what its code does not say. */
export function analyseWithHistory(file: NotebookFile): FlowGraph {
  return withHistory(file, analyseFile(file));
}

/** The same for a flow that has been analysed already, by an analyser that may be kept. */
export function withHistory(
  file: Pick<NotebookFile, 'notebook' | 'path'>,
  graph: FlowGraph,
  analyser: Pick<Analyser, 'compile'> = newAnalyser()
): FlowGraph {
  const observations = observationsOf(file, graph, analyser);
  if (observations.length === 0) return graph;
  const shown: FlowGraph = { ...graph, edges: withEvidence(graph, observations) };
  return { ...shown, diagnostics: [...graph.diagnostics, ...unseenEffects(shown, observations)] };
}

/** None for a flow with errors, which cannot be compiled and compared, and where there is no store that can be read. */
function observationsOf(
  { notebook, path }: Pick<NotebookFile, 'notebook' | 'path'>,
  graph: FlowGraph,
  analyser: Pick<Analyser, 'compile'>
): Observation[] {
  const root = rootOf(dirname(path));
  if (root === null || graph.diagnostics.some(each => each.severity === 'error')) return [];
  return loadObservations(root, graph.flow, () => {
    const code = analyser.compile(notebook) ?? { cells: [] };
    return { code, hashes: codeHashes(code, graph) };
  });
}

/** A store of a kind that does not work yet is no reason not to check a notebook. */
function rootOf(folder: string): string | null {
  try {
    return findRoot(folder);
  } catch (error) {
    if (error instanceof HeadwaterError) return null;
    throw error;
  }
}
