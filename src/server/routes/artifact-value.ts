import { badRequest, json, wholeNumber, type Route } from '../call';
import { requestedArtifact } from '../tables/requested-artifact';
import { askValue } from '../values/ask-value';

/** `GET artifact/value`: one level of a nested value. */
export const value: Route = async call => {
  const { query } = call;
  const from = wholeNumber(query, 'from', 0, 0, Number.MAX_SAFE_INTEGER);
  const limit = wholeNumber(query, 'limit', 100, 1, 1000);
  const found = requestedArtifact(call);
  const { node } = await askValue({ type: 'node', artifact: found.address, at: positions(query.get('at')), from, limit }, found);
  if (node === null) throw badRequest('The value has no such part.', 'at');
  return json(node);
};

function positions(text: string | null): number[] {
  if (text === null || text === '') return [];
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every(each => Number.isSafeInteger(each))) return list as number[];
  } catch {
    // Said below.
  }
  throw badRequest("'at' must be a JSON list of positions.", 'at');
}
