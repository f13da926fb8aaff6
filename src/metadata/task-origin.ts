import type { MetadataReader, Metadatum, TaskPath } from './metadata';

/** The task that a task's own metadata say it was cloned from, in a resumed run; null for one that was run. */
export function originOfTask(own: readonly Metadatum[], path: TaskPath): TaskPath | null {
  const run = own.findLast(each => each.field === 'origin-run-id')?.value;
  const task = own.findLast(each => each.field === 'origin-task-id')?.value;
  return typeof run === 'string' && typeof task === 'string' && run !== 'None' ? { ...path, run, task } : null;
}

/** The task that has really run, and so has the logs: the one that a clone comes from, over as many runs as it takes, as far as they are there. */
export function ranTask(reader: MetadataReader, path: TaskPath): TaskPath {
  const origin = originOfTask(reader.metadata(path, null), path);
  return origin === null || reader.task(origin) === null ? path : ranTask(reader, origin);
}
