import { newAnalyser, type AnalysedNotebook } from '../graph/analyser';
import { flowNameOfFile } from '../graph/flow-name';
import { nodeGlobals } from '../graph/known-globals';
import type { Notebook } from '../notebook/cell';

/** Remembers what it has analysed: most of a notebook is as it was a moment ago. */
export const analyser = newAnalyser();

/** What a notebook's cells mean; `path` gives the flow its name where the notebook has none. */
export function analyseNotebookAt(notebook: Notebook, path: string): AnalysedNotebook {
  return analyser.analyse(notebook, { flowName: flowNameOfFile(path), globals: nodeGlobals });
}
