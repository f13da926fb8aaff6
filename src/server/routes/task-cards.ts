import { noTask } from '../../../client/missing-artifact';
import { cardsOfTask } from '../../../client/cards/task-cards';
import type { TaskCards } from '../api/look-back';
import { json, needed, type Route } from '../call';
import { runAt } from '../run-place';
import { clientStore } from '../runs/client-store';
import { taskPath } from '../task-log';

/** `GET task/cards?path=&pathspec=`: the cards of a task, oldest first; also those that Metaflow made. */
export const cards: Route = ({ query, places }) => {
  const pathspec = needed(query, 'pathspec');
  const { root } = runAt(places, needed(query, 'path'), pathspec);
  const store = clientStore(root);
  const path = taskPath(pathspec);
  if (store.reader.task(path) === null) throw noTask(store, pathspec);
  const answer: TaskCards = { cards: cardsOfTask(store, path).map(({ data }) => data) };
  return json(answer);
};
