import { HeadwaterError } from '../../errors';
import { parsePathspec } from '../../pathspec';
import { cardAt, type CardAddress } from '../cards/newest-card';
import { missingPage, servedPage } from '../cards/served-page';
import { errorAnswer, statusOf } from '../error-answer';
import { needed, wholeNumber, type Call, type Reply, type Route } from '../call';
import { clientStore } from '../runs/client-store';

/**
 * `GET card/page?pathspec=Flow/latest/step&path=&tag=&type=&id=&index=&refresh=`: a card as one page, always the one of the newest run that
 * has it; also `Flow/run/step` and `Flow/run/step/task`. `path`: the notebook or its folder. What is not there is a page too, with its status.
 */
export const cardAddress: Route = call => {
  try {
    return page(200, cardOf(call));
  } catch (error) {
    errorAnswer(error, 'GET card/page');
    return page(statusOf(error), missingPage(error));
  }
};

function cardOf({ query, places }: Call): string {
  const address = addressOf(query);
  const seconds = wholeNumber(query, 'refresh', 0, 0, 86_400);
  const { card, newer } = cardAt(clientStore(places.store(query.get('path') ?? '')), address);
  return servedPage(card, newer, seconds);
}

function addressOf(query: URLSearchParams): CardAddress {
  const pathspec = needed(query, 'pathspec').replace(/\/$/, '');
  const { flow, run, step, task, artifact } = partsOf(pathspec);
  if (run === null || step === null || artifact !== null) throw noAddress(pathspec);
  const [tag, type, id, index] = ['tag', 'type', 'id', 'index'].map(each => query.get(each));
  const choice = { ...(type ? { type } : {}), ...(id ? { id } : {}), ...(index ? { index: Number(index) } : {}) };
  return { flow, run, step, task, tag: tag ?? null, choice };
}

function partsOf(pathspec: string): ReturnType<typeof parsePathspec> {
  try {
    return parsePathspec(pathspec);
  } catch {
    throw noAddress(pathspec);
  }
}

function noAddress(pathspec: string): HeadwaterError {
  return new HeadwaterError('HW651', `'${pathspec.slice(0, 200)}' is no address of a card.`, {
    about: pathspec,
    hint: 'Write …/headwater/card/Flow/latest/step; instead of latest a run, after the step a task. ?tag=production means the newest run with that tag.'
  });
}

function page(status: number, text: string): Reply {
  return { type: 'page', status, text };
}
