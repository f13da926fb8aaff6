import { publishTask } from '../metadata/local-metadata';
import type { LogSlice, TaskPublication } from '../metadata/metadata';
import type { Instruction } from '../run/instruction';
import { plannedAt, unitAt, type RunState, type Unit } from '../run/run-state';
import type { TaskOrigin } from '../run/task-origin';
import { foreachVariable, partNames, type StoredStep } from './graph-info';
import type { RunContext } from './run-context';
import { itemFrame, taskArtifacts, type ItemFrame, type TaskFacts } from './task-artifacts';

/** Where an execution's process has written its output. */
export interface LogPaths {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Publishes the task of a unit in the Metaflow layout. The task of another run is published as Metaflow's `resume` does: the same artifacts,
 * without logs, with the names of the run and task that it comes from. `logs`: null when no process of this run has run it.
 * @throws HeadwaterError HW413, HW414 when the store cannot be written
 */
export function publishUnit(context: RunContext, state: RunState, commit: Instruction & { type: 'commit' }, logs: LogPaths | null): void {
  const facts = factsOf(context, state, commit);
  const { record, unit, error } = facts;
  const { origin } = commit;
  const now = Date.now();
  publishTask(context.root, {
    flow: context.flow,
    run: context.run,
    step: facts.step.name,
    task: commit.task,
    attempt: commit.attempt,
    startedAt: origin === null ? record.startedAt : now,
    finishedAt: origin === null ? record.finishedAt : now,
    artifacts: taskArtifacts(context, facts),
    metadata: [
      ...(unit.index === null && origin === null ? context.data : originData(origin?.run ?? context.origin, origin)),
      ...foreachData(facts.step, itemFrame(state, commit.position, unit))
    ],
    stdout: logs === null ? null : sliceOf(logs.stdout, record.stdout),
    stderr: logs === null ? null : sliceOf(logs.stderr, record.stderr),
    returnCode: origin !== null ? null : error === null ? 0 : 1,
    ok: error === null
  });
}

/** The store's name of the step that a unit belongs to. */
export function storedName(state: RunState, position: number, unit: Unit): string {
  const { name } = plannedAt(state, position);
  if (unit.kind === 'whole') return name;
  return partNames(name)[unit.kind];
}

/** What is to be published of a commit. */
export function factsOf(context: RunContext, state: RunState, commit: Instruction & { type: 'commit' }): TaskFacts {
  const { position, record, error, caught } = commit;
  const unit = unitAt(state, position, commit.unit);
  const name = storedName(state, position, unit);
  const step = context.storedSteps.find(each => each.name === name);
  if (step === undefined) throw new Error(`the flow has no step ${name}`);
  return { state, position, unit, record, error, caught, step };
}

/** Every task of a resumed run names the run that it resumes; one that was taken over, the run and task that it comes from. Its code package is its origin's. */
function originData(run: string | null, origin: TaskOrigin | null): TaskPublication['metadata'] {
  return [
    ...(run === null ? [] : [{ field: 'origin-run-id', type: 'origin-run-id', value: run }]),
    ...(origin === null ? [] : [{ field: 'origin-task-id', type: 'origin-task-id', value: origin.task }])
  ];
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
