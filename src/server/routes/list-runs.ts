import { setImmediate as breathe } from 'node:timers/promises';
import { openReader } from '../../metadata/local-reader';
import { timeOfRunId } from '../../metadata/run-order';
import { parsePathspec } from '../../pathspec';
import type { RunPage, RunRow } from '../api/run';
import { json, needed, wholeNumber, type Route } from '../call';
import { runRow } from '../runs/run-row';

/** `GET runs`: a page of runs, newest first. Only names are read of those that are not on it. */
export const runs: Route = async ({ query, places, gone }) => {
  const root = places.storeOrNull(needed(query, 'path'));
  const all = root === null ? [] : idsOf(root, query.get('flow'));
  const limit = wholeNumber(query, 'limit', 50, 1, 1000);
  const wanted = { namespace: query.get('namespace') ?? '', limit, gone };
  const rows = await pageOf(after(all, query.get('before')), wanted, each => runRow({ root: root ?? '', ...each }));
  const last = rows.at(-1);
  const isMore = last !== undefined && rows.length === limit && all.at(-1) !== undefined && last.pathspec !== pathspecOf(all.at(-1));
  const answer: RunPage = { runs: rows, total: all.length, next: isMore ? last.pathspec : null };
  return json(answer);
};

interface RunId {
  readonly flow: string;
  readonly run: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Ids that are times need no file to be read. */
function idsOf(root: string, flow: string | null): RunId[] {
  const reader = openReader(root);
  const flows = flow === null || flow === '' ? reader.flows() : [parsePathspec(flow).flow];
  const ids = flows.flatMap(each =>
    reader.runIds(each).map(run => ({ flow: each, run, time: timeOfRunId(run) ?? reader.run(each, run)?.createdAt ?? 0 }))
  );
  return flows.length > 1 ? ids.sort((a, b) => b.time - a.time) : ids;
}

/** The run itself may have been removed meanwhile: what is older follows it. */
function after(ids: readonly RunId[], before: string | null): readonly RunId[] {
  if (before === null || before === '') return ids;
  const found = ids.findIndex(each => pathspecOf(each) === before);
  if (found >= 0) return ids.slice(found + 1);
  const time = timeOfRunId(parsePathspec(before).run ?? '') ?? 0;
  return ids.filter(each => each.time < time);
}

interface Wanted {
  /** A tag that a run must have; empty: any run. */
  readonly namespace: string;
  readonly limit: number;
  readonly gone: AbortSignal;
}

/** Others are answered meanwhile: ten thousand runs may have to be read before there is one of a namespace. */
async function pageOf(ids: readonly RunId[], { namespace, limit, gone }: Wanted, read: (id: RunId) => RunRow | null): Promise<RunRow[]> {
  const rows: RunRow[] = [];
  for (const [at, id] of ids.entries()) {
    if (rows.length >= limit || gone.aborted) break;
    if (at % 50 === 49) await breathe();
    const row = read(id);
    if (row !== null && (namespace === '' || row.userTags.includes(namespace) || row.systemTags.includes(namespace))) rows.push(row);
  }
  return rows;
}

function pathspecOf(id: RunId | undefined): string {
  return id === undefined ? '' : `${id.flow}/${id.run}`;
}
