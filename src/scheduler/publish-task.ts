import { publishTask } from '../metadata/local-metadata';
import type { LogSlice, TaskPublication } from '../metadata/metadata';
import type { Instruction } from '../run/instruction';
import { plannedAt, unitAt, type RunState, type Unit } from '../run/run-state';
import { foreachVariable, partNames, type StoredStep } from './graph-info';
import type { RunContext } from './run-context';
import { itemFrame, taskArtifacts, type ItemFrame, type TaskFacts } from './task-artifacts';

/** Where an execution's process has written its output. */
export interface LogPaths {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Publishes the task of a unit in the Metaflow layout.
 * @throws HeadwaterError HW413, HW414 when the store cannot be written
 */
export function publishUnit(context: RunContext, state: RunState, commit: Instruction & { type: 'commit' }, logs: LogPaths): void {
  const facts = factsOf(context, state, commit);
  const { record, unit, error } = facts;
  publishTask(context.root, {
    flow: context.flow,
    run: context.run,
    step: facts.step.name,
    task: commit.task,
    attempt: commit.attempt,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
    artifacts: taskArtifacts(context, facts),
    metadata: unit.index === null ? context.data : foreachData(facts.step, itemFrame(state, commit.position, unit)),
    stdout: sliceOf(logs.stdout, record.stdout),
    stderr: sliceOf(logs.stderr, record.stderr),
    returnCode: error === null ? 0 : 1,
    ok: error === null
  });
}

/** The store's name of the step that a unit belongs to. */
export function storedName(state: RunState, position: number, unit: Unit): string {
  const { name } = plannedAt(state, position);
  if (unit.kind === 'whole') return name;
  return partNames(name)[unit.kind];
}

function factsOf(context: RunContext, state: RunState, commit: Instruction & { type: 'commit' }): TaskFacts {
  const { position, record, error } = commit;
  const unit = unitAt(state, position, commit.unit);
  const name = storedName(state, position, unit);
  const step = context.storedSteps.find(each => each.name === name);
  if (step === undefined) throw new Error(`the flow has no step ${name}`);
  return { state, position, unit, record, error, step };
}

function foreachData(step: StoredStep, frame: ItemFrame | null): TaskPublication['metadata'] {
  if (frame === null) return [];
  return [
    { field: 'foreach-stack', type: 'foreach-stack', value: [`${foreachVariable}=${frame.text}`] },
    { field: 'foreach-execution-path', type: 'foreach-execution-path', value: `${step.name}:${frame.index}` }
  ];
}

function sliceOf(path: string, slice: { readonly start: number; readonly end: number }): LogSlice {
  return { path, ...slice };
}
