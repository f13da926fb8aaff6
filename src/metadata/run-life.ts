import { join } from 'node:path';
import { readJsonObject, textField, type JsonObject } from './read-json';
import { isDead, readLease } from './run-lease';
import { storeFolder } from './store-paths';

/**
 * Where a run of ours stands by its own records in `_headwater/`: what `run.json` says of a run that ended, else whether the owner in
 * `lease.json` lives. `died`: its scheduler is gone and has not ended it. Null: no such records, it is not ours.
 */
export type RunLife = 'running' | 'successful' | 'failed' | 'stopped' | 'died' | null;

/** What whoever closes a run gives as its error when the run's scheduler has died. */
export const diedCode = 'HW507';

/** Reads a run's sign of life; `now` in milliseconds since 1970. @throws HeadwaterError HW410 when `run.json` is damaged */
export function readRunLife(root: string, flow: string, run: string, now: number): RunLife {
  const folder = join(storeFolder(root, flow, run), '_headwater');
  const summary = readJsonObject(join(folder, 'run.json'));
  const ended = summary === null ? null : endOf(summary);
  if (ended !== null) return ended;
  const lease = readLease(join(folder, 'lease.json'));
  if (lease !== null) return isDead(lease, now) || lease.closing === true ? 'died' : 'running';
  return summary === null ? null : 'died';
}

function endOf(summary: JsonObject): RunLife {
  const status = textField(summary, 'status');
  const { error } = summary;
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === diedCode) return 'died';
  return status === 'successful' || status === 'failed' || status === 'stopped' ? status : null;
}
