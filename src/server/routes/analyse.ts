import { newAnalyser } from '../../graph/analyser';
import { flowNameOfFile } from '../../graph/flow-name';
import { nodeGlobals } from '../../graph/known-globals';
import type { Notebook } from '../../notebook/cell';
import { notebookOf } from '../../notebook/read-notebook';
import { withHistory } from '../../scheduler/analyse-with-history';
import type { Analysis } from '../api/analysis';
import { badRequest, json, type Call, type Route } from '../call';

/** Remembers what it has analysed: most of a notebook is as it was a moment ago. */
const analyser = newAnalyser();

/** `POST analyse`: what a notebook's cells mean, as they stand in the editor. */
export const analyse: Route = call => {
  const began = performance.now();
  const file = requested(call);
  const { graph, fixes, proposals, limits } = analyser.analyse(file.notebook, {
    flowName: flowNameOfFile(file.path),
    globals: nodeGlobals
  });
  const { flow, language, steps, edges, parameters, setup, diagnostics } = withHistory(file, graph);
  const answer: Omit<Analysis, 'took'> = {
    flow,
    language,
    steps,
    edges,
    parameters,
    setup,
    diagnostics: diagnostics.map(each => ({ ...each, fixes: fixes.get(each) ?? [] })),
    proposals: proposals.map(({ cell, tag, why }) => ({ cell, tag, why })),
    limits
  };
  return json({ ...answer, took: performance.now() - began });
};

function requested({ body, places }: Call): { readonly notebook: Notebook; readonly path: string } {
  const { path, notebook } = Object(body) as Partial<Record<'path' | 'notebook', unknown>>;
  if (typeof path !== 'string' || typeof notebook !== 'object') throw badRequest("The body must have 'path' and 'notebook'.", 'body');
  return { notebook: notebookOf(notebook), path: places.file(path) };
}
