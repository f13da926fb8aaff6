import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../datastore/write-file';
import type { RunRecord } from './metadata';
import { asciiJson, recordPath, storeFolder } from './store-paths';

/** `_self.json` of a run, section 5.2 of the format. */
export interface StoredRun {
  readonly run_number: string;
  readonly flow_id: string;
  readonly user_name: string | null;
  readonly tags: readonly string[];
  readonly system_tags: readonly string[];
  readonly ts_epoch: number;
}

/**
 * Registers a run: its flow's record when it is the first one, its own, and `latest_run`. An existing record is kept as it is.
 * @throws HeadwaterError HW413, HW414 when the store cannot be written
 */
export function registerRun(root: string, record: RunRecord): void {
  registerFlow(root, record.flow, record.createdAt);
  const path = recordPath(storeFolder(root, record.flow, record.run));
  if (!existsSync(path)) replaceFile(path, [asciiJson(storedRun(record))], 'run-record');
  replaceFile(join(storeFolder(root, record.flow), 'latest_run'), [record.run], 'latest-run');
}

/** Registers a flow unless it is there; `createdAt` in milliseconds since 1970. */
function registerFlow(root: string, flow: string, createdAt: number): void {
  const path = recordPath(storeFolder(root, flow));
  if (!existsSync(path)) replaceFile(path, [asciiJson({ flow_id: flow, ts_epoch: createdAt })], 'flow-record');
}

/** A run's record as its file has it. */
export function storedRun(record: RunRecord): StoredRun {
  return {
    run_number: record.run,
    flow_id: record.flow,
    user_name: record.user,
    tags: record.tags,
    system_tags: record.systemTags,
    ts_epoch: record.createdAt
  };
}
