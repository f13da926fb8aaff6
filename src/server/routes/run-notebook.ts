import { json, needed, type Route } from '../call';
import { runAt } from '../run-place';
import { runNotebook } from '../runs/run-notebook';

/** `GET run/notebook`: a run as it can be shown under the cells of its notebook. */
export const notebook: Route = async ({ query, places }) =>
  json(await runNotebook(runAt(places, needed(query, 'path'), needed(query, 'pathspec'))));
