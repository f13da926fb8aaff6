import { cardsOfStep } from '../../../client/cards/step-cards';
import type { CardChoice, StoredCard } from '../../../client/cards/stored-card';
import { cardsOfTask, noCard } from '../../../client/cards/task-cards';
import { noTask } from '../../../client/missing-artifact';
import type { Store } from '../../../client/store';
import { HeadwaterError } from '../../errors';
import { readRunLife } from '../../metadata/run-life';
import { nearNames } from '../../near-names';

/** A card's address: what `/headwater/card/…` says. */
export interface CardAddress {
  readonly flow: string;
  /** An id, or `latest`. */
  readonly run: string;
  readonly step: string;
  readonly task: string | null;
  /** Tag that the newest run must have; null for any. */
  readonly tag: string | null;
  readonly choice: CardChoice;
}

/** A card, and the newer runs that have none at this address. */
interface FoundCard {
  readonly card: StoredCard;
  readonly newer: readonly string[];
}

/** Runs that are looked at, from the newest. */
const mostRuns = 100;

/**
 * The card at an address; `latest` is the newest run that has it, also one that is still at work.
 * @throws HeadwaterError HW650 when no run has it, HW402, HW404, HW700 for a run of its own id
 */
export function cardAt(store: Store, address: CardAddress): FoundCard {
  const { flow, run, tag } = address;
  if (!store.reader.flows().includes(flow)) throw noFlow(store, flow);
  const ids = run === 'latest' ? newestRuns(store, flow, tag) : [run];
  if (run !== 'latest' && store.reader.run(flow, run) === null) throw noRun(flow, run);
  for (const [at, id] of ids.entries()) {
    const card = cardOfRun(store, { ...address, run: id });
    if (card !== null) return { card, newer: ids.slice(0, at) };
  }
  throw run === 'latest' ? noCardInFlow(store, address, ids) : noCardInRun(store, address);
}

function newestRuns(store: Store, flow: string, tag: string | null): string[] {
  const ids = store.reader.runIds(flow);
  if (tag === null) return ids.slice(0, mostRuns);
  const found: string[] = [];
  for (const id of ids) {
    if (hasTag(store, flow, id, tag)) found.push(id);
    if (found.length === mostRuns) break;
  }
  return found;
}

function hasTag({ reader }: Store, flow: string, id: string, tag: string): boolean {
  const run = reader.run(flow, id);
  return run !== null && [...run.tags, ...run.systemTags].includes(tag);
}

function cardOfRun(store: Store, { flow, run, step, task, choice }: CardAddress): StoredCard | null {
  const isRunning = readRunLife(store.root, flow, run, Date.now()) === 'running';
  const cards = task === null ? cardsOfStep(store, { flow, run, step }, isRunning) : cardsOfTask(store, { flow, run, step, task });
  const { type, id, index } = choice;
  const fits = (card: StoredCard): boolean =>
    (type === undefined || card.type === type) && (id === undefined || card.id === id) && (index === undefined || card.index === index);
  return cards.filter(fits).at(-1) ?? null;
}

function noFlow(store: Store, flow: string): HeadwaterError {
  const flows = store.reader.flows();
  const near = nearNames(flow, flows);
  return new HeadwaterError('HW650', `There is no flow '${flow}' in ${store.root}.`, {
    about: flow,
    hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : flows.length === 0 ? 'It has no runs yet.' : `It has ${few(flows)}.`
  });
}

function noRun(flow: string, run: string): HeadwaterError {
  return new HeadwaterError('HW402', `There is no run ${flow}/${run}.`, {
    about: `${flow}/${run}`,
    hint: `It may have been removed. ${flow}/latest is the newest.`
  });
}

function noCardInFlow(store: Store, { flow, step, tag }: CardAddress, ids: readonly string[]): HeadwaterError {
  const tagged = tag === null ? '' : ` with the tag '${tag}'`;
  if (ids.length === 0)
    return new HeadwaterError('HW650', `Flow '${flow}' has no run${tagged}.`, {
      about: tag ?? flow,
      hint:
        tag === null
          ? 'Start one.'
          : `Give a run this tag in the list of runs, or in a cell: const run = await Run('${flow}/<run>'); await run.addTag('${tag}')`
    });
  const steps = store.reader.steps(flow, ids[0] ?? '').map(each => each.step).filter(each => !each.startsWith('_')); // prettier-ignore
  return new HeadwaterError('HW650', `No run of '${flow}'${tagged} has a card of step '${step}'.`, {
    about: step,
    hint: steps.includes(step) ? 'Its settings may say `card: false`, or no task of it has ended yet.' : `The newest run has ${few(steps)}.`
  });
}

function noCardInRun(store: Store, { flow, run, step, task }: CardAddress): HeadwaterError {
  const path = [flow, run, step, ...(task === null ? [] : [task])].join('/');
  const isThere = task === null ? store.reader.step(flow, run, step) !== null : store.reader.task({ flow, run, step, task }) !== null;
  return isThere ? noCard(path, []) : noTask(store, path);
}

function few(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ');
}
