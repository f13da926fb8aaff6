import { HeadwaterError } from '../../errors';
import { json, needed, type Call, type Route } from '../call';
import { compareRuns } from '../comparison/compare-runs';
import { readSide, type Side } from '../comparison/side';
import { runAt } from '../run-place';
import { runRow } from '../runs/run-row';

/** `GET compare?path=&a=&b=`: two runs side by side. */
export const compare: Route = async call => json(compareRuns(await side(call, 'a'), await side(call, 'b')));

function side({ query, places }: Call, name: 'a' | 'b'): Promise<Side> {
  const address = runAt(places, needed(query, 'path'), needed(query, name));
  const row = runRow(address);
  if (row !== null) return readSide(address, row);
  throw new HeadwaterError('HW402', `Run ${address.flow}/${address.run} has only just begun.`, {
    about: `${address.flow}/${address.run}`,
    hint: 'Compare it in a moment.'
  });
}
