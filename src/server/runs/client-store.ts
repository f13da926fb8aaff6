import type { RunPlace } from '../../../client/run-place';
import { storeFromHere, type Store } from '../../../client/store';
import type { RunAddress } from '../../scheduler/run-order';

/** A store as the client reads it; everybody's runs are seen once `main` has left the namespace. */
export function clientStore(root: string): Store {
  return storeFromHere({ root })();
}

/** A run as the client names it. */
export function placeOf({ root, flow, run }: RunAddress): RunPlace {
  const store = clientStore(root);
  return { flow, store: () => store, id: () => run };
}
