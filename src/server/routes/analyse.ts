import type { FlowGraph } from '../../graph/flow-graph';
import { proposeSteps } from '../../graph/propose-steps';
import { languageOf } from '../../language/languages';
import { roleOf } from '../../notebook/cell-role';
import { notebookOf } from '../../notebook/read-notebook';
import { analyseWithHistory } from '../../scheduler/analyse-with-history';
import type { NotebookFile } from '../../scheduler/notebook-file';
import type { Analysis, CellProposal } from '../api/analysis';
import { badRequest, json, type Call, type Route } from '../call';

/** `POST analyse`: what a notebook's cells mean, as they stand in the editor. */
export const analyse: Route = call => {
  const began = performance.now();
  const file = requested(call);
  const graph = analyseWithHistory(file);
  const { flow, language, steps, edges, parameters, setup, diagnostics } = graph;
  const answer: Omit<Analysis, 'took'> = {
    flow,
    language,
    steps,
    edges,
    parameters,
    setup,
    diagnostics: diagnostics.map(each => ({ ...each, fixes: [] })),
    proposals: proposalsFor(file, graph),
    limits: limitsOf(file, language)
  };
  return json({ ...answer, took: performance.now() - began });
};

function requested({ body, places }: Call): NotebookFile {
  const { path, notebook } = Object(body) as Partial<Record<'path' | 'notebook', unknown>>;
  if (typeof path !== 'string' || typeof notebook !== 'object') throw badRequest("The body must have 'path' and 'notebook'.", 'body');
  return { notebook: notebookOf(notebook), text: '', path: places.file(path) };
}

/** Proposed only as long as nothing is tagged: the user's own choice is never mixed with guesses. */
function proposalsFor({ notebook }: NotebookFile, { facts }: FlowGraph): CellProposal[] {
  const language = languageOf(notebook);
  if ('severity' in language || notebook.cells.some(cell => roleOf(cell).kind === 'step')) return [];
  return proposeSteps(notebook, facts, ({ cell }) => language.parameters(cell)).map(({ cell, tag, why }) => ({ cell, tag, why }));
}

function limitsOf({ notebook }: NotebookFile, language: string): string | null {
  if (!('severity' in languageOf(notebook))) return null;
  const cells = language === 'unknown' ? 'this notebook' : `${language[0]?.toUpperCase()}${language.slice(1)} cells`;
  return `Headwater cannot analyse or run ${cells} yet: it runs TypeScript and JavaScript. You can tag cells as steps and look at every run of the store, Python's Metaflow runs too.`;
}
