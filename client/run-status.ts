import { readRunLife } from '../src/metadata/run-life';
import type { TaskPath } from '../src/metadata/metadata';
import type { RunStatus } from './api';
import { endTaskPath, type RunPlace } from './run-place';
import { artifactOrNull, isFinished, isSuccessful } from './task-facts';

/** How a run stands: by its end step, else by its owner's sign of life, else by whether one of its tasks has failed. */
export function runStatus(place: RunPlace): RunStatus {
  const store = place.store();
  const end = endTaskPath(place);
  if (end !== null && isFinished(store, end, null)) return isSuccessful(store, end, null) ? 'successful' : 'failed';
  const life = readRunLife(store.root, place.flow, place.id(), Date.now());
  return life ?? (failedTask(place) === null ? 'unfinished' : 'failed');
}

/** The task whose failure ended the run, as far as records tell: the newest one that has `_task_ok` and not true; null when there is none. */
export function failedTask(place: RunPlace): TaskPath | null {
  const store = place.store();
  const at = { flow: place.flow, run: place.id() };
  for (const { step } of store.reader.steps(at.flow, at.run))
    for (const { task } of store.reader.tasks(at.flow, at.run, step)) {
      const path = { ...at, step, task };
      if (artifactOrNull(store, path, '_task_ok', null) === false) return path;
    }
  return null;
}
