import type { Diagnostic } from '../diagnostic';
import type { CellFacts, Parameter } from '../language/language';
import { checkCellSettings, checkNotebookSettings, settingOf } from '../notebook/check-settings';
import type { Notebook } from '../notebook/cell';
import { mergeSettings } from '../notebook/merge-settings';
import type { AnalysisOptions } from './analysis-options';
import { withCaught } from './caught-names';
import { collectEdges } from './collect-edges';
import { flowCells, isSetup, stepCells, type StepCells } from './flow-cells';
import type { FlowGraph, StepNode } from './flow-graph';
import type { FlowModel, Rule } from './flow-model';
import { flowName } from './flow-name';
import { resolveNames, type Resolution } from './resolve-names';
import { rules } from './rules';

/** A flow with what its rules looked at. */
export interface DescribedFlow {
  readonly graph: FlowGraph;
  readonly model: FlowModel;
}

/**
 * The flow that cells and their facts describe. Edges follow the serial order: from the step that last wrote or changed a name
 * to each later step that reads it; names that the setup cells make give no edge, every task has them. `which`: the rules that are looked at.
 */
export function describeFlow(
  notebook: Notebook,
  facts: readonly CellFacts[],
  parameters: readonly Parameter[],
  options: AnalysisOptions,
  which: readonly Rule[] = rules
): DescribedFlow {
  const tagged = flowCells(notebook, facts);
  const settings = new Map(stepCells(tagged).map(step => [step.name, settingsOf(step)]));
  const cells = withCaught(tagged, step => settings.get(step)?.settings.catch?.var ?? null);
  const steps = stepCells(cells);
  const resolution = resolveNames(cells);
  const model: FlowModel = { notebook, cells, steps, parameters, resolution, globals: options.globals };
  const diagnostics = [
    ...notebook.diagnostics,
    ...checkNotebookSettings(notebook),
    ...notebook.cells.flatMap(checkCellSettings),
    ...[...settings.values()].flatMap(each => each.diagnostics),
    ...cells.flatMap(each => (each.role.kind === 'scratch' ? each.facts.diagnostics.map(asScratch) : each.facts.diagnostics)),
    ...which.flatMap(rule => rule(model))
  ];
  const graph = Object.freeze({
    flow: flowNameOf(notebook, options.flowName),
    language: notebook.language,
    steps: steps.map((step, position) => stepNode(step, position, settings.get(step.name)?.settings ?? {}, resolution)),
    edges: collectEdges(resolution),
    parameters,
    setup: cells.filter(isSetup).map(each => each.cell.id),
    facts,
    diagnostics: inNotebookOrder(diagnostics, notebook)
  });
  return { graph, model };
}

/** Settings that failed their check are left out; their diagnostics are errors. */
function settingsOf(step: StepCells): ReturnType<typeof mergeSettings> {
  const sound = step.cells.map(each => each.cell).filter(cell => !checkCellSettings(cell).some(each => /^HW13[12]$/.test(each.code)));
  return mergeSettings(step.name, sound);
}

function stepNode({ name, cells }: StepCells, position: number, settings: StepNode['settings'], resolution: Resolution): StepNode {
  const own = new Set(cells);
  const read = resolution.reads.filter(
    ({ reader, source }) =>
      own.has(reader) &&
      ((source.kind === 'value' && !own.has(source.cell)) ||
        (source.kind === 'definition' && source.state !== null && !own.has(source.state)))
  );
  return Object.freeze({
    name,
    title: settings.title ?? null,
    position,
    kind: cells.some(each => each.facts.foreach !== null) ? 'foreach' : 'linear',
    cells: cells.map(each => each.cell.id),
    settings,
    reads: distinct(read.map(each => each.name)),
    writes: distinct(resolution.changes.filter(change => own.has(change.by)).map(each => each.name))
  });
}

function flowNameOf(notebook: Notebook, otherwise: string): string {
  const given = settingOf(notebook.settings, 'flow');
  return typeof given === 'string' && flowName.test(given) ? given : otherwise;
}

/** A scratch cell is not run, so nothing in it can refuse a run. */
function asScratch(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.severity === 'error' ? { ...diagnostic, severity: 'warning' } : diagnostic;
}

function inNotebookOrder(diagnostics: readonly Diagnostic[], notebook: Notebook): Diagnostic[] {
  const index = new Map(notebook.cells.map(cell => [cell.id, cell.index]));
  const cellOf = ({ cell }: Diagnostic): number => (cell === null ? -1 : (index.get(cell) ?? -1));
  const lineOf = ({ range }: Diagnostic): number => range?.startLine ?? -1;
  return [...diagnostics].sort((a, b) => cellOf(a) - cellOf(b) || lineOf(a) - lineOf(b));
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
