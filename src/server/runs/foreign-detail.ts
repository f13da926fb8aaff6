import { setImmediate as breathe } from 'node:timers/promises';
import { entry, graphInfo } from '../../../client/graph-info';
import { currentAttempt, artifactOrNull, foreachIndex, isFinished, isSuccessful } from '../../../client/task-facts';
import type { RunPlace } from '../../../client/run-place';
import { describeValue } from '../../artifact/describe-value';
import { PythonObject } from '../../artifact/decode/python-values';
import type { Diagnostic } from '../../diagnostic';
import { edgeOf } from '../../graph/edge';
import type { Edge } from '../../graph/flow-graph';
import type { TaskPath } from '../../metadata/metadata';
import { compareIds } from '../../metadata/run-order';
import type { RunAddress } from '../../scheduler/run-order';
import type { TaskRow } from '../api/run';
import { circumstancesOf } from './circumstances';
import { placeOf } from './client-store';
import type { DetailParts } from './detail-parts';

/** A run that Python's Metaflow has made: its steps are those of its class, its edges carry no names of variables. */
export async function foreignDetail(address: RunAddress): Promise<DetailParts> {
  const place = placeOf(address);
  const steps = stepNames(place);
  const tasks: TaskRow[] = [];
  for (const path of steps.flatMap(step => tasksOf(place, step))) {
    tasks.push(taskRow(place, path));
    await breathe();
  }
  const error = tasks.findLast(each => each.status === 'failed')?.error ?? null;
  return {
    steps: steps.map(name => ({ name, title: null, cells: [] })),
    tasks,
    edges: edgesOf(place, steps),
    error,
    circumstances: circumstancesOf(place, null)
  };
}

/** Oldest first, without the hidden ones. */
function stepNames(place: RunPlace): string[] {
  const found = place.store().reader.steps(place.flow, place.id());
  return found
    .map(each => each.step)
    .filter(name => !name.startsWith('_'))
    .reverse();
}

function tasksOf(place: RunPlace, step: string): TaskPath[] {
  const at = { flow: place.flow, run: place.id(), step };
  const tasks = place.store().reader.tasks(at.flow, at.run, step);
  return tasks.map(({ task }) => ({ ...at, task })).sort((a, b) => compareIds(a.task, b.task));
}

function taskRow(place: RunPlace, path: TaskPath): TaskRow {
  const store = place.store();
  const { reader } = store;
  const attempt = currentAttempt(store, path);
  const finishedAt = reader.artifact(path, '_task_ok', null)?.createdAt ?? null;
  const status = isSuccessful(store, path, null)
    ? 'successful'
    : finishedAt === null
      ? 'running'
      : isFinished(store, path, null)
        ? 'caught'
        : 'failed';
  return {
    pathspec: `${path.flow}/${path.run}/${path.step}/${path.task}`,
    step: path.step,
    notebookStep: path.step,
    index: foreachIndex(store, path, null),
    attempt,
    status,
    startedAt: reader.task(path)?.createdAt ?? 0,
    finishedAt,
    waited: 0,
    stdoutSize: reader.logSize(path, 'stdout', attempt),
    stderrSize: reader.logSize(path, 'stderr', attempt),
    error: status === 'failed' ? exceptionOf(artifactOrNull(store, path, '_exception', null), path) : null,
    peakMemory: null,
    cpu: null
  };
}

/** Metaflow keeps an exception as an object with its class's name and its text. */
function exceptionOf(exception: unknown, { step, task }: TaskPath): Diagnostic {
  const state: unknown = exception instanceof PythonObject ? exception.state : null;
  const text: unknown = entry(state, 'exception');
  const message = typeof text === 'string' ? `${String(entry(state, 'type'))}: ${text}` : describeValue(exception).summary;
  const about = `${step}/${task}`;
  return { code: 'HW200', severity: 'error', cell: null, range: null, message, hint: "The task's log says where.", about };
}

function edgesOf(place: RunPlace, steps: readonly string[]): Edge[] {
  const [path] = steps.flatMap(step => tasksOf(place, step).slice(0, 1));
  if (path === undefined) return [];
  const graph = graphInfo(artifactOrNull(place.store(), path, '_graph_info', null));
  return [...graph.steps].flatMap(([from, { next }]) => next.map(to => edgeOf(from, to, [])));
}
