import { readFileSync } from 'node:fs';
import type { CardDocument } from '../../src/card/card-document';
import { listLiveCards } from '../../src/metadata/card-files';
import { foreachPath } from '../neighbour-tasks';
import type { Store } from '../store';
import { StoredCard } from './stored-card';
import { cardsOfTask } from './task-cards';

/** A step of a run. */
export interface StepPath {
  readonly flow: string;
  readonly run: string;
  readonly step: string;
}

/**
 * The cards of a step: those of its tasks, of a foreach in the order of its items, otherwise oldest first; while the run goes on, also those
 * of tasks that are at work and have put something on theirs.
 */
export function cardsOfStep(store: Store, path: StepPath, isRunning: boolean): StoredCard[] {
  const found = tasksOf(store, path).map(({ task, index }) => ({ index, cards: cardsOfTask(store, { ...path, task }) }));
  // A moment after the commit the last form is not there yet.
  const there = new Set(found.filter(each => each.cards.length > 0).map(each => each.index));
  const live = isRunning ? liveCardsOf(store, path).filter(each => !there.has(each.index)) : [];
  return [...found, ...live.map(each => ({ index: each.index, cards: [each] }))]
    .sort((a, b) => (a.index ?? -1) - (b.index ?? -1))
    .flatMap(each => each.cards);
}

/** A task that has committed, and the place of the item that it is of; null for other tasks. */
export interface CommittedTask {
  readonly task: string;
  readonly index: number | null;
}

/** The tasks of a step that have committed, oldest first. */
export function tasksOf(store: Store, path: StepPath): CommittedTask[] {
  return store.reader
    .tasks(path.flow, path.run, path.step)
    .map(({ task }) => ({ task, index: itemPlace(foreachPath(store, { ...path, task })) }))
    .reverse();
}

/** The task whose card is meant: of an item, or the newest. Undefined when it has not committed. */
export function chosenTask(store: Store, path: StepPath, index: number | undefined): string | undefined {
  if (index !== undefined) return tasksOf(store, path).findLast(each => each.index === index)?.task;
  return store.reader.tasks(path.flow, path.run, path.step)[0]?.task;
}

/** The last place of a path as `outer:1,fit:3`. */
function itemPlace(path: string | null): number | null {
  const found = /:(\d+)$/.exec(path ?? '')?.[1];
  return found === undefined ? null : Number(found);
}

/** The cards of a step's tasks that have not committed, as far as their code has come, by their place. */
export function liveCardsOf(store: Store, { flow, run, step }: StepPath): StoredCard[] {
  return [...listLiveCards(store.root, flow, run, step)].flatMap(([index, file]) => readLive(store, file, index) ?? []);
}

/** Null when it has committed in this very moment. */
function readLive(store: Store, file: string, index: number | null): StoredCard | null {
  try {
    const document = JSON.parse(readFileSync(file, 'utf8')) as CardDocument;
    const { pathspec, type, id } = document;
    return StoredCard.live({ root: store.root, pathspec, type, id, ...(index === null ? {} : { index }) }, document);
  } catch {
    return null;
  }
}
