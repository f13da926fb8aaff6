import { writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { localCompute } from '../compute/local';
import { ensureRoot } from '../datastore/find-root';
import { diagnosticFromError, HeadwaterError } from '../errors';
import type { Diagnostic } from '../diagnostic';
import { attempt } from './attempt';
import { buryRun } from './bury-run';
import { refinePlan } from '../run/refine-plan';
import { claimRun, lastNotebook, newestRuns, unclaimRun, type ClaimedRun } from './claim-run';
import { conductRun, type BegunRun } from './conduct-run';
import { entries, packageRoot } from './entries';
import { diagnosticOfTask, taskErrorOf } from './error-shapes';
import { openEventLog } from './event-log';
import { prepareOrder } from './execute-order';
import { flowNameOf, loadNotebook, type NotebookFile } from './notebook-file';
import { loadNotebookOf, openOrigin } from './open-origin';
import { openRun, registerOpened } from './open-run';
import { prepareRun } from './prepare-run';
import type { PreparedRun } from './prepared-run';
import { runHeader } from './run-header';
import { lineVersion } from './run-line';
import { loadObservations } from './run-history';
import { reserveSpace } from './reserve-space';
import type { RunOrder } from './run-order';
import { runFolder } from './run-folder';
import { writeSummary } from './run-summary';
import type { StartReport } from './start-run';
import { saveTaskBytecode, saveTypescriptCache, useCachedTypescript } from './typescript-cache';
import { openWorkerPool, type WorkerPool } from './worker-pool';

/** File descriptor on which the starter waits for a `StartReport`. */
const starter = 3;

/** The program: one run, from its notebook to its record. */
async function main(order: RunOrder): Promise<void> {
  useCachedTypescript();
  const origin = order.resume === undefined ? null : await openOrigin(order.resume);
  const file = origin === null ? loadNotebook(order.notebook ?? '') : loadNotebookOf(origin, order.notebook);
  const root = origin === null ? (order.store ?? ensureRoot(dirname(file.path), process.env)) : origin.header.root;
  const flow = flowNameOf(file);
  const last = lastNotebook(root, flow);
  buryDead(root, flow);
  const claimed = claimRun(root, flow, Math.floor((performance.timeOrigin + performance.now()) * 1000));
  const pool = openWorkerPool(taskProcesses(), claimed.folder.logs, dirname(file.path));
  const begun = orUndo(
    () => {
      pool.keepReady(1);
      const prepared = prepareRun(file, order, origin);
      return 'refused' in prepared
        ? prepared
        : begin({ order, file, root, claimed, pool, prepared: withHistory(prepared, root), clash: clashWarning(last, file, flow) });
    },
    () => undo(root, flow, claimed, pool)
  );
  if ('refused' in begun) {
    undo(root, flow, claimed, pool);
    return report({ type: 'refused', diagnostics: begun.diagnostics });
  }
  await conductRun(begun, file, pool);
  saveTypescriptCache();
  saveTaskBytecode();
}

interface Start {
  readonly order: RunOrder;
  readonly file: NotebookFile;
  readonly root: string;
  readonly claimed: ClaimedRun;
  readonly pool: WorkerPool;
  readonly prepared: PreparedRun;
  readonly clash: readonly Diagnostic[];
}

/** Expects of each step what earlier runs of the same code have shown. */
function withHistory(prepared: PreparedRun, root: string): PreparedRun {
  return {
    ...prepared,
    plan: refinePlan(
      prepared.plan,
      loadObservations(root, prepared.graph.flow, () => prepared)
    )
  };
}

/** Runs whose schedulers were killed are closed by the next one. */
function buryDead(root: string, flow: string): void {
  for (const run of newestRuns(root, flow)) attempt(() => buryRun(runFolder(root, flow, run)));
}

function taskProcesses(): ReturnType<typeof localCompute> {
  return localCompute({ entry: entries.task, nodeOptions: [], environment: process.env });
}

/** No run is made: what was prepared for one goes away again. */
function undo(root: string, flow: string, claimed: ClaimedRun, pool: WorkerPool): void {
  pool.close();
  attempt(() => unclaimRun(root, flow, claimed));
}

function orUndo<T>(action: () => T, undoIt: () => void): T {
  try {
    return action();
  } catch (error) {
    undoIt();
    throw error;
  }
}

function begin({ order, file, root, claimed, pool, prepared, clash }: Start): BegunRun {
  const startedAt = Date.now();
  const { run, folder } = claimed;
  const opened = openRun(root, file, prepared, claimed);
  const context = order.control === undefined ? opened : { ...opened, control: order.control };
  const { flow } = context;
  pool.prepare(prepareOrder(context, packageRoot));
  const diagnostics = [...prepared.diagnostics, ...clash];
  reserveSpace(folder);
  const log = openEventLog(folder.events);
  log.append({ v: lineVersion, at: startedAt, type: 'run', run: runHeader(context, prepared, diagnostics) });
  const summary = { v: 1, flow, run, notebook: file.path, startedAt } as const;
  writeSummary(folder, { ...summary, status: 'running', finishedAt: null, error: null });
  // From here on there is such a run, for everybody: killed a moment later, it can be resumed.
  registerOpened(context, order.tags, startedAt);
  report({ type: 'started', root, flow, run, folder: folder.folder, diagnostics });
  return { context, log, summary, resumed: prepared.resumed };
}

function clashWarning(last: string | null, file: NotebookFile, flow: string): Diagnostic[] {
  if (last === null || last === file.path) return [];
  return [
    {
      code: 'HW515',
      severity: 'warning',
      cell: null,
      range: null,
      message: `Another notebook writes to the flow '${flow}' too: ${last}.`,
      hint: `Give this one a name of its own: "headwater": { "flow": "…" } in the notebook's metadata. (If it was only moved or renamed, all is well.)`,
      about: flow
    }
  ];
}

function report(message: StartReport): void {
  try {
    writeSync(starter, `${JSON.stringify(message)}\n`);
  } catch {
    // The starter has gone away; the run goes on without it.
  }
}

main(JSON.parse(process.argv[2] ?? '{}') as RunOrder).then(
  () => process.exit(0),
  (error: unknown) => {
    const diagnostic = error instanceof HeadwaterError ? diagnosticFromError(error) : diagnosticOfTask(taskErrorOf(error));
    report({ type: 'refused', diagnostics: [diagnostic] });
    process.exit(1);
  }
);
