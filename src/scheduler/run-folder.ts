import { basename, dirname, join } from 'node:path';
import { storeFolder } from '../metadata/store-paths';
import type { RunAddress } from './run-order';

/** What a run keeps beside its Metaflow records: `<root>/<Flow>/<run>/_headwater/`. Absolute paths. */
export interface RunFolder {
  readonly folder: string;
  /** Append-only, one JSON line each. */
  readonly events: string;
  /** The owner of a run that goes on. */
  readonly lease: string;
  /** One file for each thing that somebody asks of the owner. */
  readonly requests: string;
  /** Where the run stands, for readers that do not follow it: see `RunSummary`. */
  readonly summary: string;
  /** What its steps have really read from each other: see `writeEdges`. */
  readonly edges: string;
  /** Output of processes, whole. */
  readonly logs: string;
  /** Errors of the scheduler itself. */
  readonly errors: string;
}

/** Whose files they are: the store's root, the flow, the run. */
export function placeOf({ folder }: RunFolder): RunAddress {
  const run = dirname(folder);
  const flow = dirname(run);
  return { root: dirname(flow), flow: basename(flow), run: basename(run) };
}

/** The files of a run. @throws HeadwaterError HW401 when a part could leave the store */
export function runFolder(root: string, flow: string, run: string): RunFolder {
  const folder = join(storeFolder(root, flow, run), '_headwater');
  return {
    folder,
    events: join(folder, 'events.jsonl'),
    lease: join(folder, 'lease.json'),
    requests: join(folder, 'requests'),
    summary: join(folder, 'run.json'),
    edges: join(folder, 'edges.json'),
    logs: join(folder, 'logs'),
    errors: join(folder, 'scheduler.log')
  };
}
