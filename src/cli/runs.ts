import { Flow, Metaflow, namespace } from '../../client';
import type * as api from '../../client/api';
import { HeadwaterError, isHeadwaterError } from '../errors';
import { openReader } from '../metadata/local-reader';
import { timeOfRunId } from '../metadata/run-order';
import type { Command } from './command';
import { count } from './format-amounts';
import { storeHere } from './open-store';
import { parseArguments, usage } from './parse-arguments';
import { runCells, runColumns, runRow, type RunRow } from './run-rows';
import { terminalOf } from './terminal';

const statuses = ['running', 'successful', 'failed', 'stopped', 'died', 'unfinished', 'damaged'] as const;

/** Lists runs, newest first. */
export const command: Command = {
  summary: 'list runs, newest first',
  usage: `headwater runs [Flow] [--tag <tag>]… [--status <status>] [--limit <n>] [--json]

  --tag <tag>        only runs that have this tag; several: all of them
  --status <status>  ${statuses.join(', ')}
  --limit <n>        at most so many (20; 0: all)
  --json             a list of { pathspec, status, createdAt, finishedAt, user, tags, steps }`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { tag: { type: 'string', multiple: true }, status: { type: 'string' }, limit: { type: 'string' }, json: { type: 'boolean' } }
  });
  namespace(null);
  const wanted = { tags: values.tag ?? [], status: statusOf(values.status), limit: limitOf(values.limit) };
  const { rows, more } = await collect(await flowsOf(positionals), wanted);
  if (values.json === true) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else await print(rows, more);
  return 0;
}

interface Wanted {
  readonly tags: readonly string[];
  readonly status: RunRow['status'] | null;
  readonly limit: number;
}

function statusOf(given: string | undefined): RunRow['status'] | null {
  const found = statuses.find(each => each === given);
  if (given === undefined || found !== undefined) return found ?? null;
  throw usage(`'${given}' is no status.`, `One of ${statuses.join(', ')}.`, given);
}

function limitOf(given: string | undefined): number {
  if (given === undefined) return 20;
  if (!/^\d+$/.test(given)) throw usage(`--limit ${given} is no number.`, 'Give a whole number, 0 for all.', given);
  return Number(given) === 0 ? Infinity : Number(given);
}

async function flowsOf(positionals: readonly string[]): Promise<api.Flow[]> {
  const [name, second] = positionals;
  if (second !== undefined) throw usage('Give one flow.', 'headwater runs [Flow]', second);
  storeHere();
  if (name === undefined) return Metaflow().flows;
  const flow = Flow(name);
  // Says so when there is no such flow.
  await flow.createdAt;
  return [flow];
}

/** Newest first over all flows. One run more than wanted is looked for, to know whether there are more. */
async function collect(flows: readonly api.Flow[], wanted: Wanted): Promise<{ readonly rows: readonly RunRow[]; readonly more: boolean }> {
  const reader = openReader(storeHere());
  const ids = flows.flatMap(flow =>
    reader.runIds(flow.id).map(id => ({ flow, id, time: timeOfRunId(id) ?? reader.run(flow.id, id)?.createdAt ?? 0 }))
  );
  if (flows.length > 1) ids.sort((a, b) => b.time - a.time);
  const rows: RunRow[] = [];
  for (const { flow, id } of ids) {
    const row = await rowOf(flow, id);
    if (row === null || !matches(row, wanted)) continue;
    if (rows.length >= wanted.limit) return { rows, more: true };
    rows.push(row);
  }
  return { rows, more: false };
}

/** A run whose records are damaged is listed all the same; one without a record is still to begin. */
async function rowOf(flow: api.Flow, id: string): Promise<RunRow | null> {
  try {
    return await runRow(await flow.run(id));
  } catch (error) {
    if (isHeadwaterError(error) && error.code === 'HW404') return null;
    if (!(error instanceof HeadwaterError)) throw error;
    process.stderr.write(`headwater: warning ${error.code}: ${error.message}\n`);
    return { pathspec: `${flow.id}/${id}`, status: 'damaged', createdAt: null, finishedAt: null, user: null, tags: [], steps: [] };
  }
}

function matches(row: RunRow, { tags, status }: Wanted): boolean {
  return (status === null || row.status === status) && tags.every(tag => row.tags.includes(tag) || tag === `user:${row.user}`);
}

async function print(rows: readonly RunRow[], more: boolean): Promise<void> {
  const terminal = terminalOf(process.stdout);
  if (rows.length === 0) process.stderr.write('No runs.\n');
  else {
    const { textTable } = await import('./text-table.js');
    const cells = rows.map(row => runCells(row, terminal));
    process.stdout.write(textTable(runColumns, cells, terminal));
  }
  if (more) process.stderr.write(`Only the newest ${count(rows.length, 'run')}; --limit 0 lists all.\n`);
}
