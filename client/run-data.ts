import { HeadwaterError } from '../src/errors';
import type { TaskPath } from '../src/metadata/metadata';
import { decodeArtifact } from './decode';
import { missingArtifact } from './missing-artifact';
import { endTaskPath, readRun, stepNames, type RunPlace } from './run-place';
import { failedTask, runStatus } from './run-status';
import { isFinished } from './task-facts';

/**
 * One of a run's final variables.
 * @throws HeadwaterError HW405 when there is none of that name, HW407 when the run has not got that far; both say what there is
 */
export function readFinal(place: RunPlace, name: string): unknown {
  const store = place.store();
  const end = finishedEnd(place);
  if (end === null) throw notThere(place, name);
  const record = store.reader.artifact(end, name, null);
  if (record === null) throw missingArtifact(store, end, name);
  return decodeArtifact(store, end, record);
}

/** Names of a run's final variables; empty while there are none. */
export function finalNames(place: RunPlace): string[] {
  const end = finishedEnd(place);
  return end === null ? [] : publicNames(place, end);
}

/** The end task once it has finished well; null before, and when it failed. */
function finishedEnd(place: RunPlace): TaskPath | null {
  readRun(place);
  const end = endTaskPath(place);
  return end !== null && isFinished(place.store(), end, null) ? end : null;
}

function notThere(place: RunPlace, name: string): HeadwaterError {
  const pathspec = `${place.flow}/${place.id()}`;
  const where = writerOf(place, name);
  return new HeadwaterError('HW407', `Run ${pathspec} ${standing(place)}, so it has no final '${name}'.`, {
    about: name,
    hint: where === null ? availableHint(place) : `Step '${where}' left one: await Run('${pathspec}').step('${where}').task.data.${name}.`
  });
}

function standing(place: RunPlace): string {
  const status = runStatus(place);
  const failed = status === 'failed' ? failedTask(place) : null;
  if (failed !== null) return `failed in step '${failed.step}'`;
  return {
    running: 'is still running',
    died: 'died',
    stopped: 'was stopped',
    failed: 'failed',
    unfinished: 'has not finished',
    successful: 'ended'
  }[status];
}

/** The newest step that left an artifact of this name. */
function writerOf(place: RunPlace, name: string): string | null {
  return stepNames(place).find(step => newestTask(place, step, path => publicNames(place, path).includes(name))) ?? null;
}

function availableHint(place: RunPlace): string {
  const steps = stepNames(place).reverse();
  if (steps.length === 0) return 'No step of it has finished yet.';
  return `Steps that left something: ${steps.join(', ')}; read them with Run(…).step('${steps.at(-1)}').task.data.`;
}

function newestTask(place: RunPlace, step: string, matches: (path: TaskPath) => boolean): boolean {
  const task = place.store().reader.tasks(place.flow, place.id(), step)[0]?.task;
  return task !== undefined && matches({ flow: place.flow, run: place.id(), step, task });
}

function publicNames(place: RunPlace, path: TaskPath): string[] {
  return place
    .store()
    .reader.artifactNames(path, null)
    .filter(each => !each.startsWith('_'));
}
