import { openReader } from '../../metadata/local-reader';
import type { FlowRow } from '../api/answer';
import { json, needed, type Route } from '../call';

/** `GET flows`: the flows of a store. The answer is `{ flows: FlowRow[] }`. */
export const flows: Route = ({ query, places }) => {
  const root = places.storeOrNull(needed(query, 'path'));
  if (root === null) return json({ flows: [] });
  const reader = openReader(root);
  const rows = reader.flows().map((name): FlowRow => {
    const ids = reader.runIds(name);
    return { name, latest: ids[0] === undefined ? null : `${name}/${ids[0]}`, runs: ids.length };
  });
  return json({ flows: rows });
};
