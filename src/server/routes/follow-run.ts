import { existsSync } from 'node:fs';
import { HeadwaterError } from '../../errors';
import { watchRun, type RunWatch } from '../../progress/watch-run';
import { needed, type Route } from '../call';
import type { EventStream } from '../event-stream';
import { pause } from '../pause';
import { folderOf, runAt } from '../run-place';
import { runProgress } from '../run-progress';

/** Milliseconds between two messages, at least. */
const pace = 100;
/** The longest time without a look, in case the file system gives no notice. */
const glance = 250;

/** `GET run/follow?path=&pathspec=`: a run's state, whenever it changes, to its end. */
export const follow: Route = ({ query, places }) => {
  const address = runAt(places, needed(query, 'path'), needed(query, 'pathspec'));
  const folder = folderOf(address);
  if (!existsSync(folder.events))
    throw new HeadwaterError('HW402', `Run ${address.flow}/${address.run} was not made by headwater: it has no events to follow.`, {
      about: `${address.flow}/${address.run}`,
      hint: 'Its tasks and artifacts can be looked at all the same.'
    });
  return { type: 'events', tell: stream => tellProgress(watchRun(folder), stream) };
};

async function tellProgress(watch: RunWatch, stream: EventStream): Promise<void> {
  try {
    for (let isFirst = true; !stream.over.aborted;) {
      const isNew = watch.look().length > 0 || watch.end !== null;
      const now = isNew || isFirst ? runProgress(watch) : null;
      if (now === null) await watch.pause(glance, stream.over);
      else {
        isFirst = false;
        await stream.send('progress', now);
        if (watch.end !== null) return await stream.send('end', {});
        await pause(pace, stream.over);
      }
    }
  } finally {
    watch.close();
  }
}
