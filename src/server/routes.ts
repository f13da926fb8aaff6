import type { Route } from './call';
import { analyse } from './routes/analyse';
import { health } from './routes/health';

/** Every address of the server below `/headwater/api/`, with its method. */
export const routes: ReadonlyMap<string, Route> = new Map(
  Object.entries({
    'GET health': health,
    'POST analyse': analyse
  })
);
