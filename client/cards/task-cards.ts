import { HeadwaterError } from '../../src/errors';
import { listCards, readCard } from '../../src/metadata/card-files';
import type { TaskPath } from '../../src/metadata/metadata';
import { ranTask } from '../../src/metadata/task-origin';
import type { Store } from '../store';
import { StoredCard, type CardChoice } from './stored-card';

/** The cards of a task, oldest first; those of a task that was reused in a resumed run are the ones of the task that ran. */
export function cardsOfTask(store: Store, path: TaskPath): StoredCard[] {
  const ran = ranTask(store.reader, path);
  const pathspec = [ran.flow, ran.run, ran.step, ran.task].join('/');
  return listCards(store.root, ran).map(file => {
    const source = { root: store.root, pathspec, type: file.type, id: file.id };
    return new StoredCard(source, () => readCard(file), file.writtenAt);
  });
}

/** The card of a task that is meant. @throws HeadwaterError HW700 when there is none */
export function chosenCard(store: Store, path: TaskPath, choice: CardChoice): StoredCard {
  const cards = cardsOfTask(store, path);
  const fitting = cards.filter(
    ({ type, id }) => (choice.type === undefined || type === choice.type) && (choice.id === undefined || id === choice.id)
  );
  const found = fitting.at(-1);
  if (found !== undefined) return found;
  throw noCard([path.flow, path.run, path.step, path.task].join('/'), cards);
}

/** The error for a card that is not there. */
export function noCard(pathspec: string, cards: readonly StoredCard[]): HeadwaterError {
  const names = cards.map(({ type, id }) => (id === null ? type : `${type} with the id ${id}`));
  return new HeadwaterError('HW700', `${pathspec} has no ${cards.length === 0 ? 'card' : 'such card'}.`, {
    about: pathspec,
    hint:
      cards.length > 0
        ? `It has ${names.join(', ')}.`
        : "Runs of Headwater's have cards since version 0.1; a step with `card: false` has none, nor has a Metaflow step without @card."
  });
}
