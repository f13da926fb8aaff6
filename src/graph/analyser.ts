import type { Diagnostic } from '../diagnostic';
import type { NotebookCode } from '../language/code';
import { languageOf, limitsOf } from '../language/languages';
import type { CellFacts, Language, Parameter } from '../language/language';
import type { Notebook } from '../notebook/cell';
import { roleOf } from '../notebook/cell-role';
import type { Fix } from '../notebook/fix';
import type { AnalysisOptions } from './analysis-options';
import { describeFlow, type DescribedFlow } from './build-graph';
import type { FlowGraph } from './flow-graph';
import { fixesOf } from './fixes';
import { fixNoSteps } from './fixes/no-steps';
import { newTrial } from './fixes/new-trial';
import { proposeSteps, type Proposal } from './propose-steps';

/** A notebook's flow with all that an editor shows of it. */
export interface AnalysedNotebook {
  readonly graph: FlowGraph;
  /** For each of the graph's diagnostics what one key can do about it, best first; often empty. */
  readonly fixes: ReadonlyMap<Diagnostic, readonly Fix[]>;
  /** For each code cell of a notebook without any step what it could become; empty when there is a step, or for another language. */
  readonly proposals: readonly Proposal[];
  /** What works for this notebook's language today, in a sentence; null for TypeScript and JavaScript, where everything does. */
  readonly limits: string | null;
}

/** Analyses versions of notebooks one after the other; what a version shares with earlier ones is not analysed again. */
export interface Analyser {
  /** The flow with fixes and proposals. Never throws for a bad notebook. */
  analyse(notebook: Notebook, options: AnalysisOptions): AnalysedNotebook;
  /** JavaScript of the notebook's code cells; null for another language. Ask only when the flow has no errors. */
  compile(notebook: Notebook): NotebookCode | null;
  /** The flow alone. */
  graph(notebook: Notebook, options: AnalysisOptions): FlowGraph;
}

/** An analyser that knows nothing yet; one that is kept is fast for a notebook of which little has changed. */
export function newAnalyser(): Analyser {
  const languages = new Map<string, Language>();
  const languageFor = (notebook: Notebook): Language | Diagnostic => {
    const language = languageOf(notebook);
    if ('severity' in language) return language;
    const kept = languages.get(language.name) ?? language;
    languages.set(language.name, kept);
    return kept;
  };
  return {
    analyse: (notebook, options) => analyse(notebook, options, languageFor(notebook)),
    compile: notebook => {
      const language = languageFor(notebook);
      return 'severity' in language ? null : language.compile(notebook.cells);
    },
    graph: (notebook, options) => describe(notebook, options, languageFor(notebook)).graph
  };
}

function analyse(notebook: Notebook, options: AnalysisOptions, language: Language | Diagnostic): AnalysedNotebook {
  const { graph, model } = describe(notebook, options, language);
  const context = { model, trial: newTrial(model, graph.diagnostics) };
  const proposals = 'severity' in language ? [] : propose(notebook, graph.facts, language);
  const fixes = (each: Diagnostic): readonly Fix[] => {
    if (each.code === 'HW150') return fixNoSteps(proposals, model);
    return [...('severity' in language ? [] : language.fixes(each, notebook.cells)), ...fixesOf(each, context)];
  };
  return { graph, fixes: new Map(graph.diagnostics.map(each => [each, fixes(each)])), proposals, limits: limitsOf(notebook) };
}

function describe(notebook: Notebook, options: AnalysisOptions, language: Language | Diagnostic): DescribedFlow {
  if ('severity' in language) return withoutLanguage(notebook, language, options);
  const facts = language.analyse(notebook.cells);
  return describeFlow(notebook, facts, parametersOf(notebook, language, facts), options);
}

function propose(notebook: Notebook, facts: readonly CellFacts[], language: Language): Proposal[] {
  if (notebook.cells.some(cell => roleOf(cell).kind === 'step')) return [];
  return proposeSteps(notebook, facts, ({ cell }) => language.parameters(cell));
}

/** A language that nothing is known about: its steps are shown, what they read and write is not. */
function withoutLanguage(notebook: Notebook, diagnostic: Diagnostic, options: AnalysisOptions): DescribedFlow {
  const facts = notebook.cells.filter(cell => cell.kind === 'code').map(cell => noFacts(cell.id, cell.index));
  const { graph, model } = describeFlow(notebook, facts, [], options);
  // That there are no steps yet is not what hinders here.
  const others = graph.diagnostics.filter(each => each.code !== 'HW150');
  return { graph: Object.freeze({ ...graph, diagnostics: [diagnostic, ...others] }), model };
}

function noFacts(cell: string, index: number): CellFacts {
  return {
    cell,
    index,
    definitions: [],
    reads: [],
    writes: [],
    mutates: [],
    foreach: null,
    appends: null,
    onlyDefines: false,
    quiet: false,
    diagnostics: []
  };
}

/** The literals of all parameters cells; a cell that cannot be parsed has a diagnostic already, and none. */
function parametersOf(notebook: Notebook, language: Language, facts: readonly CellFacts[]): Parameter[] {
  const broken = new Set(facts.filter(each => each.diagnostics.some(one => one.severity === 'error')).map(each => each.cell));
  return notebook.cells
    .filter(cell => roleOf(cell).kind === 'parameters' && !broken.has(cell.id))
    .flatMap(cell => language.parameters(cell));
}
