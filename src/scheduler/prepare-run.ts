import { dirname } from 'node:path';
import { diagnosticFromError, HeadwaterError } from '../errors';
import type { Diagnostic } from '../diagnostic';
import type { FlowGraph } from '../graph/flow-graph';
import { flowName, flowNameOfFile } from '../graph/flow-name';
import type { NotebookCode } from '../language/code';
import { languageOf } from '../language/languages';
import { settingOf } from '../notebook/check-settings';
import { parameterValues } from '../run/parameter-values';
import { planRun, type RunPlan } from '../run/run-plan';
import type { ParameterValue } from '../task/protocol';
import { cellFrames } from './cell-frames';
import { codeHashes, type CodeHashes } from './code-hashes';
import { inheritedValues } from './inherited-values';
import { moduleUse, type ModuleUse } from './module-hashes';
import { analyseFile, type NotebookFile } from './notebook-file';
import type { OriginRun } from './origin-run';
import { resumeRun, type ResumedRun } from './resume-run';
import type { RunOrder } from './start-run';
import { unsafeSwitches } from './unsafe-switches';

/** A notebook that may run. */
export interface PreparedRun {
  readonly graph: FlowGraph;
  readonly code: NotebookCode;
  readonly plan: RunPlan;
  readonly parameters: readonly ParameterValue[];
  readonly hashes: CodeHashes;
  readonly modules: ModuleUse;
  /** Null for a run from the beginning. */
  readonly resumed: ResumedRun | null;
  /** Warnings and remarks. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Why a notebook may not run: at least one of `diagnostics` is an error. */
export interface RefusedRun {
  readonly refused: true;
  readonly diagnostics: readonly Diagnostic[];
}

/** The flow's name before the notebook is analysed; the same as the graph's. */
export function flowNameOf(file: NotebookFile): string {
  const given = settingOf(file.notebook.settings, 'flow');
  return typeof given === 'string' && flowName.test(given) ? given : flowNameOfFile(file.path);
}

/** Analyses a notebook for a run: its graph, code and plan, the values of its parameters, and what it takes over from `origin`. */
export function prepareRun(file: NotebookFile, order: RunOrder, origin: OriginRun | null): PreparedRun | RefusedRun {
  const { notebook } = file;
  const unsafe = unsafeSwitches(process.env);
  const graph = analyseFile(file);
  const given = orRefusal(() => parameterValues(graph.parameters, order.parameters, order.knownOptions));
  const inherited = inheritedValues(graph, origin, given.value ?? []);
  const diagnostics = [
    ...graph.diagnostics,
    ...unsafe.diagnostics,
    ...tagDiagnostics(order.tags),
    ...given.diagnostics,
    ...inherited.diagnostics
  ];
  const language = languageOf(notebook);
  if (diagnostics.some(each => each.severity === 'error') || given.value === null || !('compile' in language))
    return { refused: true, diagnostics };
  const code = orRefusal(() => language.compile(notebook.cells));
  if (code.value === null) return { refused: true, diagnostics: [...diagnostics, ...code.diagnostics] };
  const plan = planRun(graph, cellFrames(code.value), { maxWorkers: order.maxWorkers, serial: order.serial, validate: unsafe.validate });
  const prepared = {
    graph,
    code: code.value,
    plan,
    parameters: [...given.value, ...inherited.values],
    hashes: codeHashes(code.value, graph),
    modules: moduleUse(code.value, graph, dirname(file.path)),
    diagnostics
  };
  const resumed = orRefusal(() => (origin === null ? null : resumeRun(origin, prepared, file.path, order.resume?.from ?? null)));
  if (resumed.diagnostics.length > 0) return { refused: true, diagnostics: [...diagnostics, ...resumed.diagnostics] };
  return { ...prepared, resumed: resumed.value };
}

function orRefusal<T>(action: () => T): { value: T | null; diagnostics: Diagnostic[] } {
  try {
    return { value: action(), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof HeadwaterError)) throw error;
    return { value: null, diagnostics: [diagnosticFromError(error)] };
  }
}

/** Metaflow's limits, METAFLOW-STORE format, tags. */
function tagDiagnostics(tags: readonly string[]): Diagnostic[] {
  const bad = tags.filter(tag => tag === '' || tag.length > 500);
  const messages = bad.map(tag => `The tag '${tag.slice(0, 40)}' must have 1 to 500 characters.`);
  if (tags.length > 50) messages.push(`There are ${tags.length} tags, and a run can have 50.`);
  return messages.map(message => ({
    code: 'HW514',
    severity: 'error',
    cell: null,
    range: null,
    message,
    hint: 'Give fewer or shorter tags.',
    about: '--tag'
  }));
}
