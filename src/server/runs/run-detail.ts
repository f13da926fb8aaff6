import { existsSync } from 'node:fs';
import type { RunAddress } from '../../scheduler/run-order';
import type { RunRow } from '../api/run';
import { newLru } from '../lru';
import { folderOf } from '../run-place';
import type { DetailParts } from './detail-parts';
import { foreignDetail } from './foreign-detail';
import { ownDetail } from './own-detail';

/** Runs that have ended; what they were does not change, only their tags do. */
const ended = newLru<DetailParts>(50);

/** Everything about a run but its row. */
export async function runDetail(address: RunAddress, row: RunRow): Promise<DetailParts> {
  const key = `${address.root}\0${row.pathspec}\0${row.finishedAt}`;
  const known = row.finishedAt === null ? undefined : ended.get(key);
  const parts = known ?? (existsSync(folderOf(address).events) ? await ownDetail(address) : await foreignDetail(address));
  if (row.finishedAt !== null) ended.set(key, parts);
  return parts;
}
