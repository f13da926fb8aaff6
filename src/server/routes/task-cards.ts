import { noTask } from '../../../client/missing-artifact';
import type { Store } from '../../../client/store';
import { readRunLife } from '../../metadata/run-life';
import { parsePathspec } from '../../pathspec';
import type { RunAddress } from '../../scheduler/run-order';
import { cardsOfStep } from '../../../client/cards/step-cards';
import type { StoredCard } from '../../../client/cards/stored-card';
import { cardsOfTask } from '../../../client/cards/task-cards';
import type { TaskCards } from '../api/look-back';
import { json, needed, type Route } from '../call';
import { runAt } from '../run-place';
import { clientStore } from '../runs/client-store';
import { taskPath } from '../task-log';

/**
 * `GET task/cards?path=&pathspec=`: the cards of a task, oldest first; also those that Metaflow made. Of a step (`Flow/run/step`) those of all
 * its tasks, while it runs also those that are being written; `index=`: only those of that item.
 */
export const cards: Route = ({ query, places }) => {
  const pathspec = needed(query, 'pathspec');
  const address = runAt(places, needed(query, 'path'), pathspec);
  const store = clientStore(address.root);
  const { step, task } = parsePathspec(pathspec);
  if (step !== null && task === null) return answer(cardsOfItem(store, address, step, query.get('index')));
  const path = taskPath(pathspec);
  if (store.reader.task(path) === null) throw noTask(store, pathspec);
  return answer(cardsOfTask(store, path));
};

function cardsOfItem(store: Store, { root, flow, run }: RunAddress, step: string, index: string | null): StoredCard[] {
  const isRunning = readRunLife(root, flow, run, Date.now()) === 'running';
  const found = cardsOfStep(store, { flow, run, step }, isRunning);
  return index === null ? found : found.filter(each => each.index === Number(index));
}

function answer(found: readonly StoredCard[]): ReturnType<Route> {
  const told: TaskCards = { cards: found.map(({ data }) => data) };
  return json(told);
}
