import { currentAttempt } from '../../client/task-facts';
import { HeadwaterError } from '../errors';
import type { LogPage, LogStream, TaskPath } from '../metadata/metadata';
import { ranTask } from '../metadata/task-origin';
import { parsePathspec } from '../pathspec';
import { badRequest, needed, type Call } from './call';
import { runAt } from './run-place';
import { clientStore } from './runs/client-store';

/** Reads pages of the log that a request means, from the task that has really run. */
export type LogReader = (from: number, limit: number) => LogPage;

/** The log that a request names by `path`, `pathspec` and `stream`. @throws HeadwaterError HW404 when there is no such task, and as `runAt` */
export function requestedLog({ query, places }: Call): LogReader {
  const pathspec = needed(query, 'pathspec');
  const { root } = runAt(places, needed(query, 'path'), pathspec);
  const store = clientStore(root);
  const path = taskPath(pathspec);
  if (store.reader.task(path) === null)
    throw new HeadwaterError('HW404', `There is no task ${pathspec}.`, {
      about: pathspec,
      hint: 'Look at the run again: it may have gone on.'
    });
  const ran = ranTask(store.reader, path);
  const attempt = currentAttempt(store, ran);
  const stream = streamOf(query.get('stream'));
  return (from, limit) => store.reader.logPage(ran, stream, attempt, from, limit);
}

/** The task that a pathspec is in. @throws HeadwaterError HW611 when it is in none, HW401 for a bad one */
export function taskPath(pathspec: string): TaskPath {
  const { flow, run, step, task } = parsePathspec(pathspec);
  if (run === null || step === null || task === null) throw badRequest(`'${pathspec}' is no task.`, 'pathspec');
  return { flow, run, step, task };
}

function streamOf(text: string | null): LogStream {
  if (text === null || text === 'stdout') return 'stdout';
  if (text === 'stderr') return 'stderr';
  throw badRequest(`'stream' must be stdout or stderr, and not '${text}'.`, 'stream');
}
