import type { Diagnostic } from '../diagnostic';
import { languageOf } from '../language/languages';
import type { CellFacts, Language, Parameter } from '../language/language';
import type { Notebook } from '../notebook/cell';
import { roleOf } from '../notebook/cell-role';
import type { AnalysisOptions } from './analysis-options';
import { buildGraph } from './build-graph';
import type { FlowGraph } from './flow-graph';

/**
 * The flow that a notebook describes, with everything that is wrong with it; `diagnostics` in notebook order.
 * Never throws for a bad notebook: errors are diagnostics of severity `error`, and then it must not be run.
 */
export function analyseNotebook(notebook: Notebook, options: AnalysisOptions): FlowGraph {
  const language = languageOf(notebook);
  if ('severity' in language) return withoutLanguage(notebook, language, options);
  const facts = language.analyse(notebook.cells);
  return buildGraph(notebook, facts, parametersOf(notebook, language, facts), options);
}

/** A language that nothing is known about: its steps are shown, what they read and write is not. */
function withoutLanguage(notebook: Notebook, diagnostic: Diagnostic, options: AnalysisOptions): FlowGraph {
  const facts = notebook.cells.filter(cell => cell.kind === 'code').map(cell => noFacts(cell.id, cell.index));
  const graph = buildGraph(notebook, facts, [], options);
  return Object.freeze({ ...graph, diagnostics: [diagnostic, ...graph.diagnostics] });
}

function noFacts(cell: string, index: number): CellFacts {
  return { cell, index, definitions: [], reads: [], writes: [], mutates: [], foreach: null, onlyDefines: false, diagnostics: [] };
}

/** The literals of all parameters cells; a cell that cannot be parsed has a diagnostic already, and none. */
function parametersOf(notebook: Notebook, language: Language, facts: readonly CellFacts[]): Parameter[] {
  const broken = new Set(facts.filter(each => each.diagnostics.some(one => one.severity === 'error')).map(each => each.cell));
  return notebook.cells
    .filter(cell => roleOf(cell).kind === 'parameters' && !broken.has(cell.id))
    .flatMap(cell => language.parameters(cell));
}
