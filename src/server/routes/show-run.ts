import { HeadwaterError } from '../../errors';
import type { RunDetail } from '../api/run';
import { json, needed, type Route } from '../call';
import { runAt } from '../run-place';
import { runDetail } from '../runs/run-detail';
import { runRow } from '../runs/run-row';

/** `GET run?path=&pathspec=`: a run with its steps and tasks. */
export const show: Route = async ({ query, places }) => {
  const address = runAt(places, needed(query, 'path'), needed(query, 'pathspec'));
  const run = runRow(address);
  if (run === null)
    throw new HeadwaterError('HW402', `Run ${address.flow}/${address.run} has only just begun.`, {
      about: `${address.flow}/${address.run}`,
      hint: 'Look again in a moment.'
    });
  const answer: RunDetail = { run, root: address.root, ...(await runDetail(address, run)) };
  return json(answer);
};
