import { publishTask } from '../metadata/local-metadata';
import type { PublishedArtifact, TaskPublication } from '../metadata/metadata';
import type { RunState } from '../run/run-state';
import type { SlotVersion } from '../task/protocol';
import type { Parameter } from '../language/language';
import type { StoredStep } from './graph-info';
import type { Provenance } from './provenance';
import type { RunContext } from './run-context';
import { endingArtifacts, isVariable, versionArtifacts } from './task-artifacts';

/**
 * Records the task `_parameters/0`: the parameters, the names of the first and last step where they are not the usual ones, and the
 * circumstances of the run. @throws HeadwaterError HW413, HW414 when the store cannot be written
 */
export function recordParameters(context: RunContext, provenance: Provenance, at: number): void {
  const { plan, values } = context;
  const step: StoredStep = { name: '_parameters', type: 'linear', next: [], title: null, foreach: null, matchingJoin: null };
  const artifacts = [...parameterArtifacts(context), values.artifact('_hw_provenance', provenance)];
  const moved = plan.startStep !== 'start' || plan.endStep !== 'end';
  const ends = [
    { field: 'start_step', type: 'graph_structure', value: plan.startStep },
    { field: 'end_step', type: 'graph_structure', value: plan.endStep }
  ];
  record(context, step, '0', { at, artifacts, metadata: moved ? ends : [] });
}

/** Records the first step, which has run nothing: its artifacts are the parameters. @throws HeadwaterError HW413, HW414 when the store cannot be written */
export function recordStart(context: RunContext, at: number): void {
  record(context, storedStep(context, context.plan.startStep), '1', { at, artifacts: parameterArtifacts(context), metadata: [] });
}

/** Records the last step, which has run nothing: every variable as the flow has left it. @throws HeadwaterError HW413, HW414 when the store cannot be written */
export function recordEnd(context: RunContext, state: RunState, task: string, at: number): void {
  const artifacts = [...parameterArtifacts(context), ...finalArtifacts(state)];
  record(context, storedStep(context, context.plan.endStep), task, { at, artifacts, metadata: [] });
}

interface Recorded {
  readonly at: number;
  readonly artifacts: readonly PublishedArtifact[];
  readonly metadata: TaskPublication['metadata'];
}

function record(context: RunContext, step: StoredStep, task: string, { at, artifacts, metadata }: Recorded): void {
  const named = new Map(
    [...endingArtifacts(context, step, null, { error: null, caught: null }), ...artifacts].map(each => [each.name, each])
  );
  publishTask(context.root, {
    flow: context.flow,
    run: context.run,
    step: step.name,
    task,
    attempt: 0,
    startedAt: at,
    finishedAt: at,
    artifacts: [...named.values()],
    metadata: [...context.data, ...metadata],
    stdout: null,
    stderr: null,
    returnCode: null,
    ok: true
  });
}

function storedStep(context: RunContext, name: string): StoredStep {
  const step = context.storedSteps.find(each => each.name === name);
  if (step === undefined) throw new Error(`the flow has no step ${name}`);
  return step;
}

function parameterArtifacts({ graph, parameters, values }: RunContext): PublishedArtifact[] {
  return graph.parameters.map(parameter => {
    const given = parameters.find(each => each.name === parameter.name);
    return values.artifact(parameter.name, parameterValue(parameter, given === undefined ? parameter.default : given.value));
  });
}

function parameterValue({ type }: Parameter, value: unknown): unknown {
  return type === 'bigint' ? BigInt(String(value).replace(/n$/, '')) : value;
}

function finalArtifacts(state: RunState): PublishedArtifact[] {
  const last = new Map<string, SlotVersion>();
  for (const step of state.steps)
    for (const [slot, version] of Object.entries(step.writes ?? {})) if (isVariable(slot)) last.set(slot, version);
  return [...last].flatMap(([slot, version]) => (version.kind === 'value' ? versionArtifacts(slot, version.stored) : []));
}
