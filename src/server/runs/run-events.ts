import { watchRun, type RunWatch } from '../../progress/watch-run';
import type { RunAddress } from '../../scheduler/run-order';
import { newLru } from '../lru';
import { folderOf } from '../run-place';

/** A run of ours as its events tell it. */
export type RunEvents = Pick<RunWatch, 'progress' | 'end'>;

/** Of runs that have ended: several questions about one run follow each other. */
const ended = newLru<RunEvents>(4);

/** Reads the events of a run of ours; no progress: it is still to begin. */
export function readRunEvents(address: RunAddress): RunEvents {
  const folder = folderOf(address);
  const known = ended.get(folder.folder);
  if (known !== undefined) return known;
  const watch = watchRun(folder);
  try {
    watch.look();
    const events = { progress: watch.progress, end: watch.end };
    if (watch.end !== null) ended.set(folder.folder, events);
    return events;
  } finally {
    watch.close();
  }
}
