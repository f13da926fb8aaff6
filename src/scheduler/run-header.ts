import type { Diagnostic } from '../diagnostic';
import { effectiveParameters } from '../run/parameter-values';
import type { PreparedRun } from './prepared-run';
import type { RunContext } from './run-context';
import type { RunHeader } from './run-line';

/** What a run's first line says. */
export function runHeader(context: RunContext, { hashes, modules, resumed }: PreparedRun, diagnostics: readonly Diagnostic[]): RunHeader {
  const { flow, run, notebook, root, plan, graph, seedRun } = context;
  return {
    flow,
    run,
    notebook,
    root,
    plan,
    titles: Object.fromEntries(graph.steps.flatMap(step => (step.title === null ? [] : [[step.name, step.title]]))),
    diagnostics,
    hashes,
    modules: modules.contents,
    parameters: effectiveParameters(graph.parameters, context.parameters),
    origin: resumed?.origin.header.run ?? null,
    seedRun,
    reasons: resumed?.reasons ?? {}
  };
}
