import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CardData, CardDocument } from '../../card/card-document';
import { HeadwaterError, isHeadwaterError } from '../../errors';
import { liveCardPath } from '../../metadata/card-files';
import { readRunLife } from '../../metadata/run-life';
import { parsePathspec } from '../../pathspec';
import { tryWatch } from '../../progress/watch-file';
import type { RunAddress } from '../../scheduler/run-order';
import { chosenTask } from '../../../client/cards/step-cards';
import { chosenCard } from '../../../client/cards/task-cards';
import { needed, type Route } from '../call';
import type { EventStream } from '../event-stream';
import { pause } from '../pause';
import { runAt } from '../run-place';
import { clientStore } from '../runs/client-store';

/** Milliseconds between two looks, in case the file system gives no notice. */
const glance = 250;

/**
 * `GET card/follow?path=&pathspec=Flow/run/step&index=`: the card of a step, or of an item of it, while it runs, each time it changes, at last the one of its task;
 * then `end`.
 */
export const followCard: Route = ({ query, places }) => {
  const pathspec = needed(query, 'pathspec');
  const { step } = parsePathspec(pathspec);
  if (step === null)
    throw new HeadwaterError('HW700', `'${pathspec}' is no step.`, { about: pathspec, hint: 'Name a step: Flow/run/step.' });
  const address = runAt(places, needed(query, 'path'), pathspec);
  const asked = query.get('index');
  const index = asked !== null && /^\d+$/.test(asked) ? Number(asked) : null;
  return { type: 'events', tell: stream => tellCard(address, { step, index }, stream) };
};

/** A step, or an item of one: by its place. */
interface Followed {
  readonly step: string;
  readonly index: number | null;
}

async function tellCard(address: RunAddress, { step, index }: Followed, stream: EventStream): Promise<void> {
  const { root, flow, run } = address;
  const files = (index === null ? [null, 0] : [index]).map(each => liveCardPath(root, flow, run, step, each));
  let wake: () => void = () => undefined;
  let watcher: ReturnType<typeof tryWatch> = null;
  let told = '';
  try {
    while (!stream.over.aborted) {
      const folder = dirname(files[0] ?? '');
      if (watcher === null && existsSync(folder)) watcher = tryWatch(folder, () => wake());
      const text = liveText(files);
      const final = text === null ? finalCard(address, { step, index }) : null;
      if (text !== null && text !== told) await stream.send('card', { document: JSON.parse(text) as CardDocument, source: null });
      told = text ?? told;
      if (final !== null) await stream.send('card', final);
      if (final !== null || !isGoingOn(address)) return await stream.send('end', {});
      await pause(glance, stream.over, call => (wake = call));
    }
  } finally {
    watcher?.close();
  }
}

/** What the step's code has put on its card so far; null when it does not run. */
function liveText(files: readonly string[]): string | null {
  for (const file of files) {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      // It has not begun, or has just committed.
    }
  }
  return null;
}

function finalCard({ root, flow, run }: RunAddress, { step, index }: Followed): CardData | null {
  const store = clientStore(root);
  const task = chosenTask(store, { flow, run, step }, index ?? undefined);
  if (task === undefined) return null;
  try {
    const { document, type, id, pathspec } = chosenCard(store, { flow, run, step, task }, {});
    return document === null ? null : { document, source: { root, pathspec, type, id } };
  } catch (error) {
    if (isHeadwaterError(error)) return null;
    throw error;
  }
}

function isGoingOn({ root, flow, run }: RunAddress): boolean {
  try {
    return readRunLife(root, flow, run, Date.now()) === 'running';
  } catch {
    return false;
  }
}
