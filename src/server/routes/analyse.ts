import type { Notebook } from '../../notebook/cell';
import { notebookOf } from '../../notebook/read-notebook';
import { withHistory } from '../../scheduler/analyse-with-history';
import { analyseNotebookAt, analyser } from '../analyser';
import type { Analysis } from '../api/analysis';
import { badRequest, json, type Call, type Route } from '../call';

/** `POST analyse`: what a notebook's cells mean, as they stand in the editor. */
export const analyse: Route = call => {
  const began = performance.now();
  const file = requested(call);
  const { graph, fixes, proposals, limits } = analyseNotebookAt(file.notebook, file.path);
  const { flow, language, steps, edges, parameters, setup, diagnostics } = withHistory(file, graph, analyser);
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
