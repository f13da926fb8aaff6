import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { explainWrite } from '../datastore/write-file';
import { namesIn, textsField } from './read-json';
import { storeFolder } from './store-paths';
import { doneAttempts, readOrNull } from './whole-task';

interface RunPlace {
  readonly root: string;
  readonly flow: string;
  readonly run: string;
}

/**
 * Takes back the attempts of a run's tasks whose publishing was cut off: those that are not the first of their task and have no `attempt-done`.
 * Metaflow's datastore reads a task's newest begun attempt only, so beside such a one it refuses the sizes of the attempt before.
 * `tasks`: ids of the tasks that may have some. @throws HeadwaterError HW413, HW414 when the store cannot be written
 */
export function removeHalfAttempts({ root, flow, run }: RunPlace, tasks: ReadonlySet<string>): void {
  if (tasks.size === 0) return;
  for (const step of namesIn(storeFolder(root, flow, run)).filter(name => !name.startsWith('_')))
    for (const task of namesIn(storeFolder(root, flow, run, step)).filter(name => tasks.has(name)))
      clearTask(storeFolder(root, flow, run, step, task));
}

function clearTask(folder: string): void {
  const attempts = namesIn(folder).flatMap(name => /^(\d+)\./.exec(name)?.[1] ?? []);
  const done = doneAttempts(folder, namesIn(join(folder, '_meta')));
  for (const attempt of new Set(attempts)) if (!done.includes(attempt)) removeAttempt(folder, Number(attempt));
}

/** Removes what there is of one attempt of a task, so that readers see the one before. @throws HeadwaterError HW413, HW414 when the store cannot be written */
export function removeAttempt(folder: string, attempt: number): void {
  const meta = join(folder, '_meta');
  const registered = namesIn(meta)
    .filter(name => name.startsWith(`${attempt}_artifact_`) || isOf(attempt, meta, name))
    .map(name => join('_meta', name));
  // Readers look for the first of these files; whoever goes on after a crash in here finds the attempt by the last of them.
  const own = namesIn(folder).filter(name => name.startsWith(`${attempt}.`));
  for (const name of [`${attempt}.attempt.json`, ...registered, ...own]) remove(join(folder, name));
}

function isOf(attempt: number, meta: string, name: string): boolean {
  return name.startsWith('sysmeta_') && textsField(readOrNull(join(meta, name)) ?? {}, 'tags').includes(`attempt_id:${attempt}`);
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw explainWrite(error, path);
  }
}
