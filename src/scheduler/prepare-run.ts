import { dirname } from 'node:path';
import { diagnosticFromError, HeadwaterError } from '../errors';
import type { Diagnostic } from '../diagnostic';
import { languageOf } from '../language/languages';
import { parameterValues } from '../run/parameter-values';
import { planRun } from '../run/run-plan';
import { cellFrames } from './cell-frames';
import { codeHashes } from './code-hashes';
import { inheritedValues } from './inherited-values';
import { moduleUse } from './module-hashes';
import { analyseFile, type NotebookFile } from './notebook-file';
import type { OriginRun } from './origin-run';
import type { PreparedRun, RefusedRun } from './prepared-run';
import { resumeRun } from './resume-run';
import type { RunOrder } from './run-order';
import { unsafeSwitches } from './unsafe-switches';

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
