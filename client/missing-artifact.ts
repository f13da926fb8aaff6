import { HeadwaterError } from '../src/errors';
import type { TaskPath } from '../src/metadata/metadata';
import { nearNames } from '../src/near-names';
import { some } from './run-place';
import type { Store } from './store';

/** The error for an artifact that a task does not have; lists near names, else what it has. */
export function missingArtifact(store: Store, path: TaskPath, name: string): HeadwaterError {
  const pathspec = `${path.flow}/${path.run}/${path.step}/${path.task}`;
  if (store.reader.task(path) === null) return noTask(pathspec);
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
export function noTask(pathspec: string): HeadwaterError {
  return new HeadwaterError('HW404', `There is no ${pathspec} in the store.`, {
    about: pathspec,
    hint: `\`headwater show ${pathspec.split('/').slice(0, 2).join('/')}\` lists what the run has.`
  });
}
