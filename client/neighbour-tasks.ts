import type { Metadatum, TaskPath } from '../src/metadata/metadata';
import { originOfTask } from '../src/metadata/task-origin';
import { isNeighbour, type Neighbours } from './graph-info';
import type { Store } from './store';

/**
 * Everything recorded about a task, oldest first. A task that was cloned in a resumed run also has what its origin recorded under other
 * names, as Metaflow's client shows it.
 */
export function taskMetadata(store: Store, path: TaskPath, attempt: number | null): Metadatum[] {
  const own = store.reader.metadata(path, attempt);
  const origin = originOfTask(own, path);
  if (origin === null) return own;
  const known = new Set(own.map(each => each.field));
  const newest = new Map(taskMetadata(store, origin, null).map(each => [each.field, each]));
  return [...own, ...[...newest.values()].filter(each => !known.has(each.field))];
}

/** Tasks that are a task's neighbours, as Metaflow's client finds them: by the foreach path in their metadata. */
export function neighbourPaths(store: Store, path: TaskPath, match: (step: string, foreachPath: string | null) => Neighbours): TaskPath[] {
  const wanted = match(path.step, foreachPath(store, path));
  return wanted.steps.flatMap(step =>
    store.reader
      .tasks(path.flow, path.run, step)
      .map(({ task }) => ({ flow: path.flow, run: path.run, step, task }))
      .filter(each => wanted.path.kind === 'any' || isNeighbour(wanted, foreachPath(store, each)))
  );
}

/** Where in the foreaches around it a task stands, as `fit:3`; null when it is in none. */
export function foreachPath(store: Store, path: TaskPath): string | null {
  const found = taskMetadata(store, path, null).findLast(each => each.field === 'foreach-execution-path')?.value;
  return typeof found === 'string' && found !== '' ? found : null;
}
