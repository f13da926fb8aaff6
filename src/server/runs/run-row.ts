import { statSync } from 'node:fs';
import { endTaskPath } from '../../../client/run-place';
import { runStatus } from '../../../client/run-status';
import { HeadwaterError } from '../../errors';
import { openReader } from '../../metadata/local-reader';
import type { RunRecord } from '../../metadata/metadata';
import { numberField, readJsonObject } from '../../metadata/read-json';
import { readRunLife } from '../../metadata/run-life';
import { timeOfRunId } from '../../metadata/run-order';
import { recordPath, storeFolder } from '../../metadata/store-paths';
import type { RunAddress } from '../../scheduler/run-order';
import type { RunRow, RunStatusName } from '../api/run';
import { newLru } from '../lru';
import { folderOf } from '../run-place';
import { placeOf } from './client-store';
import { foreignParameters } from './foreign-parameters';
import { readHead } from './run-head';
import { shortText } from './short-text';

/** Rows of runs that have ended, with the times of the files that they were read from. */
const ended = newLru<{ readonly stamp: string; readonly row: RunRow }>(20_000);

/** A run as a row of a list; null while it has no record. A damaged one is listed too, and says so. */
export function runRow(address: RunAddress): RunRow | null {
  const key = `${address.root}\0${address.flow}/${address.run}`;
  const stamp = stampOf(address);
  const known = ended.get(key);
  if (known?.stamp === stamp) return known.row;
  const row = readOrDamaged(address);
  if (row !== null && row.finishedAt !== null && row.problem === null) ended.set(key, { stamp, row });
  return row;
}

/** Tags change its record, its end writes the summary. */
function stampOf({ root, flow, run }: RunAddress): string {
  const files = [recordPath(storeFolder(root, flow, run)), folderOf({ root, flow, run }).summary];
  return files.map(file => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0).join();
}

function readOrDamaged(address: RunAddress): RunRow | null {
  try {
    return readRow(address);
  } catch (error) {
    if (error instanceof HeadwaterError) return damagedRow(address, error);
    throw error;
  }
}

function readRow(address: RunAddress): RunRow | null {
  const { root, flow, run } = address;
  const record = openReader(root).run(flow, run);
  if (record === null) return null;
  const life = readRunLife(root, flow, run, Date.now());
  return life === null ? foreignRow(address, record) : ownRow(address, record, life);
}

function ownRow(address: RunAddress, record: RunRecord, status: RunStatusName): RunRow {
  const folder = folderOf(address);
  const head = readHead(folder);
  const finishedAt = numberField(readJsonObject(folder.summary) ?? {}, 'finishedAt');
  return {
    ...commonRow(record),
    status,
    finishedAt: finishedAt === 0 ? null : finishedAt,
    parameters: (head?.parameters ?? []).map(({ name, value, given }) => ({ name, text: shortText(value), given })),
    origin: head === null || head.origin === null ? null : `${address.flow}/${head.origin}`
  };
}

/** A run that Python's Metaflow has made. */
function foreignRow(address: RunAddress, record: RunRecord): RunRow {
  const place = placeOf(address);
  const end = endTaskPath(place);
  const finished = end === null ? null : place.store().reader.artifact(end, '_task_ok', null);
  return {
    ...commonRow(record),
    status: runStatus(place),
    finishedAt: finished?.createdAt ?? null,
    parameters: foreignParameters(place),
    origin: null
  };
}

function commonRow({
  flow,
  run,
  createdAt,
  user,
  tags,
  systemTags
}: RunRecord): Omit<RunRow, 'status' | 'finishedAt' | 'parameters' | 'origin'> {
  return { pathspec: `${flow}/${run}`, flow, id: run, createdAt, user, userTags: tags, systemTags, problem: null };
}

function damagedRow({ flow, run }: RunAddress, { message }: HeadwaterError): RunRow {
  return {
    ...commonRow({ flow, run, createdAt: timeOfRunId(run) ?? 0, user: null, tags: [], systemTags: [] }),
    status: 'unfinished',
    finishedAt: null,
    parameters: [],
    origin: null,
    problem: message
  };
}
