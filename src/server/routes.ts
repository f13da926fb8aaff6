import type { Route } from './call';
import { analyse } from './routes/analyse';
import { artifact } from './routes/artifact';
import { cardAddress } from './routes/card-page';
import { column } from './routes/artifact-column';
import { image } from './routes/artifact-image';
import { rows } from './routes/artifact-rows';
import { value } from './routes/artifact-value';
import { explain } from './routes/explain';
import { followCard } from './routes/follow-card';
import { followFlow } from './routes/follow-flow';
import { followLogs } from './routes/follow-logs';
import { follow } from './routes/follow-run';
import { health } from './routes/health';
import { flows } from './routes/list-flows';
import { runs } from './routes/list-runs';
import { compare } from './routes/compare';
import { compareSheet } from './routes/compare-sheet';
import { findInLog } from './routes/find-in-log';
import { notebook } from './routes/run-notebook';
import { show } from './routes/show-run';
import { start } from './routes/start-run';
import { stop } from './routes/stop-run';
import { tag } from './routes/tag-run';
import { cards } from './routes/task-cards';
import { log } from './routes/task-log';
import { variables } from './routes/task-variables';

/** Every address of the server below `/headwater/api/`, with its method. */
export const routes: ReadonlyMap<string, Route> = new Map(
  Object.entries({
    'GET health': health,
    'POST analyse': analyse,
    'GET explain': explain,
    'GET flows': flows,
    'GET runs': runs,
    'POST runs/start': start,
    'POST runs/stop': stop,
    'POST runs/tags': tag,
    'GET run': show,
    'GET run/notebook': notebook,
    'GET task/variables': variables,
    'GET task/cards': cards,
    'GET task/log': log,
    'GET task/log/find': findInLog,
    'GET artifact': artifact,
    'GET artifact/rows': rows,
    'GET artifact/column': column,
    'GET artifact/value': value,
    'GET artifact/image': image,
    'GET compare': compare,
    'GET compare/sheet': compareSheet,
    'GET card/follow': followCard,
    'GET card/page': cardAddress,
    'GET flow/follow': followFlow,
    'GET run/follow': follow,
    'GET run/logs': followLogs
  })
);
