import type { Diagnostic } from '../diagnostic';
import { replaceFile } from '../datastore/write-file';
import type { RunStatus } from '../run/instruction';
import type { RunCost } from './run-cost';
import type { RunFolder } from './run-folder';

/** Where a run stands, for readers that do not follow it: `run.json`. Times in milliseconds since 1970. */
export interface RunSummary {
  readonly v: 1;
  readonly flow: string;
  readonly run: string;
  /** Absolute path of the notebook. */
  readonly notebook: string;
  /** `running` is true only while the run's lease is held. */
  readonly status: 'running' | RunStatus;
  readonly startedAt: number;
  /** Null while it goes on. */
  readonly finishedAt: number | null;
  /** Why it failed; null unless it did. */
  readonly error: Diagnostic | null;
  /** Left out while it goes on. */
  readonly cost?: RunCost;
}

/** Writes where a run stands. @throws HeadwaterError HW413, HW414 when the store cannot be written */
export function writeSummary(folder: RunFolder, summary: RunSummary): void {
  replaceFile(folder.summary, [JSON.stringify(summary)], 'summary');
}
