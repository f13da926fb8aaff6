import { readFacts } from '../../../client/compare/read-facts';
import type { RunPlace } from '../../../client/run-place';
import { compareFacts } from '../../comparison/compare-facts';
import { shownPart } from '../../comparison/shown-part';
import { json, needed, type Call, type Route } from '../call';
import { runAt } from '../run-place';
import { placeOf } from '../runs/client-store';

/** `GET compare/sheet?path=&a=&b=`: what `compare` of the client gives for two runs, changes taken to `a`. */
export const compareSheet: Route = async call => {
  const [a, b] = [place(call, 'a'), place(call, 'b')];
  const facts = [await readFacts(a, null), await readFacts(b, null)];
  return json(shownPart(compareFacts(facts, { baseline: `${a.flow}/${a.id()}` })));
};

function place({ query, places }: Call, name: 'a' | 'b'): RunPlace {
  return placeOf(runAt(places, needed(query, 'path'), needed(query, name)));
}
