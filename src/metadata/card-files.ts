import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile } from '../datastore/write-file';
import type { TaskPath } from './metadata';
import { namesIn } from './read-json';
import { asciiJson, storeFolder } from './store-paths';

/** A card's file in the store, as section 11 of the format lays it out. */
export interface CardFile {
  readonly type: string;
  /** Null when it has none. */
  readonly id: string | null;
  /** 32 hexadecimal digits in Metaflow's own, random. */
  readonly hash: string;
  readonly path: string;
  /** Milliseconds since 1970 at which it was written. */
  readonly writtenAt: number;
}

/** The cards of a task, in the order in which they were written; also of stores from before June 2022, which leave out the step. */
export function listCards(root: string, path: TaskPath): CardFile[] {
  const found = cardsIn(cardFolder(root, path));
  return found.length > 0
    ? found
    : cardsIn(join(storeFolder(join(root, cardRoot), path.flow), 'runs', path.run, 'tasks', path.task, 'cards'));
}

/** The page of a card. @throws the file system's error when it is gone */
export function readCard({ path }: CardFile): string {
  return readFileSync(path, 'utf8');
}

/**
 * Writes a task's card, in place of an earlier attempt's; `wasLive`: with the data file that Metaflow's viewers expect of a card that has
 * changed while its step ran.
 * @throws HeadwaterError HW413, HW414 when it cannot be written
 */
export function writeCard(
  root: string,
  path: TaskPath,
  card: Pick<CardFile, 'type' | 'id'>,
  page: string,
  at: number,
  wasLive: boolean
): void {
  const hash = createHash('md5')
    .update([path.flow, path.run, path.step, path.task, card.type, card.id ?? ''].join('/'))
    .digest('hex');
  const name = card.id === null ? `${card.type}-${hash}` : `${card.type}-${card.id}-${hash}`;
  const folder = cardFolder(root, path);
  const data = asciiJson({ data: {}, reload_token: 'final', created_on: at / 1000 });
  if (wasLive) replaceFile(join(folder, '..', 'runtime', `${name}.data.json`), [data]);
  replaceFile(join(folder, `${name}.html`), [page]);
}

/** Removes the cards of a run. Raw file system errors. */
export function removeCards(root: string, flow: string, run: string): void {
  storeFolder(root, flow, run);
  rmSync(join(root, cardRoot, flow, 'runs', run), { recursive: true, force: true });
}

/** Where a card lies while its step runs: a `CardDocument` as JSON. `index`: of an item, null for other tasks. */
export function liveCardPath(root: string, flow: string, run: string, step: string, index: number | null): string {
  return join(storeFolder(root, flow, run), '_headwater', 'cards', index === null ? `${step}.json` : `${step}.${index}.json`);
}

/** The cards of a step that lie where running tasks have theirs: place of the item (null: the step is no foreach) -> path, by place. */
export function listLiveCards(root: string, flow: string, run: string, step: string): Map<number | null, string> {
  const folder = dirname(liveCardPath(root, flow, run, step, null));
  const found = namesIn(folder).flatMap((name): [number | null, string][] => {
    if (!name.startsWith(`${step}.`)) return [];
    const parts = /^(?:(\d+)\.)?json$/.exec(name.slice(step.length + 1));
    return parts === null ? [] : [[parts[1] === undefined ? null : Number(parts[1]), join(folder, name)]];
  });
  return new Map(found.sort(([a], [b]) => (a ?? -1) - (b ?? -1)));
}

/** The steps of a run that have cards of running tasks. */
export function listLiveSteps(root: string, flow: string, run: string): string[] {
  const names = namesIn(dirname(liveCardPath(root, flow, run, 'any', null)));
  return [...new Set(names.flatMap(name => /^(.+?)(?:\.\d+)?\.json$/.exec(name)?.[1] ?? []))];
}

const cardRoot = 'mf.cards';

function cardFolder(root: string, { flow, run, step, task }: TaskPath): string {
  // Each part must be a plain name.
  storeFolder(root, flow, run, step, task);
  return join(root, cardRoot, flow, 'runs', run, 'steps', step, 'tasks', task, 'cards');
}

function cardsIn(folder: string): CardFile[] {
  const found = namesIn(folder).flatMap(name => {
    const parts = /^([a-zA-Z0-9_]+)(?:-([a-zA-Z0-9_]+))?-([0-9a-zA-Z]+)\.html$/.exec(name);
    const path = join(folder, name);
    const writtenAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    return parts === null || writtenAt === undefined
      ? []
      : [{ type: parts[1] ?? '', id: parts[2] ?? null, hash: parts[3] ?? '', path, writtenAt }];
  });
  return found.sort((a, b) => a.writtenAt - b.writtenAt);
}
