import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { RunPage } from '../../../src/server/api/run';
import type { FlowNotebook } from '../flow/flow-notebook';
import { flowOf } from '../run/find-flow';
import type { IFlowServer, IFlowTracker } from '../tokens';
import type { LogPlace } from './log-panel';

/**
 * The run whose logs a command means: `pathspec` (`Flow/run`, or a task in it), else the run that the notebook follows, else the newest one of its
 * flow. `step` and `index` say what to show of it.
 */
export async function findLogs(args: ReadonlyPartialJSONObject, tracker: IFlowTracker, server: IFlowServer): Promise<LogPlace> {
  const flow = flowOf(tracker, args);
  const given = typeof args['pathspec'] === 'string' ? args['pathspec'].split('/').slice(0, 2).join('/') : null;
  const pathspec = given ?? flow?.progress?.pathspec ?? (flow === null ? null : await newestRun(flow, server));
  const isOwn = flow !== null && pathspec?.split('/')[0] === flow.analysis?.flow;
  return {
    path: typeof args['path'] === 'string' ? args['path'] : (flow?.source.path ?? ''),
    pathspec,
    flow: isOwn || given === null ? flow : null,
    first: {
      step: typeof args['step'] === 'string' ? args['step'] : null,
      index: typeof args['index'] === 'number' ? args['index'] : null
    }
  };
}

async function newestRun(flow: FlowNotebook, server: IFlowServer): Promise<string | null> {
  const name = flow.analysis?.flow;
  if (name === undefined) return null;
  const page = await server.ask<RunPage>('runs', { path: flow.source.path, flow: name, limit: 1 }).catch(() => null);
  return page?.runs[0]?.pathspec ?? null;
}
