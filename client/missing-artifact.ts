import { HeadwaterError } from '../src/errors';
import type { TaskPath } from '../src/metadata/metadata';
import { nearNames } from '../src/near-names';
import { some } from './run-place';
import type { Store } from './store';

/** The error for an artifact that a task does not have; lists near names, else what it has. */
export function missingArtifact(store: Store, path: TaskPath, name: string): HeadwaterError {
  const pathspec = `${path.flow}/${path.run}/${path.step}/${path.task}`;
  if (store.reader.task(path) === null) return noTask(store, pathspec);
  const names = store.reader.artifactNames(path, null).filter(each => !each.startsWith('_'));
  const near = nearNames(name, names);
  return new HeadwaterError('HW405', `${pathspec} has no artifact '${name}'.`, {
    about: name,
    hint:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : names.length === 0
          ? 'It has no artifacts: it has not finished.'
          : `It has ${some(names)}.`
  });
}

/** The error for a step or task that is not there. */
export function noTask(store: Store, pathspec: string): HeadwaterError {
  const [flow = '', run = '', step = '', task = null] = pathspec.split('/');
  const steps = store.reader.steps(flow, run).map(each => each.step);
  const isStepThere = steps.includes(step);
  const tasks = isStepThere ? store.reader.tasks(flow, run, step).map(each => each.task) : [];
  const wanted = isStepThere ? `task '${task}' in step '${step}'` : `step '${step}'`;
  return new HeadwaterError('HW404', `There is no ${wanted} in run ${flow}/${run}.`, {
    about: pathspec,
    hint: listHint(isStepThere ? (task ?? '') : step, isStepThere ? tasks : steps.filter(each => !each.startsWith('_')).reverse())
  });
}

function listHint(name: string, names: readonly string[]): string {
  const near = nearNames(name, names);
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`;
  return names.length === 0 ? 'Nothing of it has been committed yet.' : `It has ${some(names)}.`;
}
