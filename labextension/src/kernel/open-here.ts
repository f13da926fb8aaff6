import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Kernel } from '@jupyterlab/services';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { RunDetail, RunPage, TaskRow } from '../../../src/server/api/run';
import type { FlowNotebook } from '../flow/flow-notebook';
import { revealCell } from '../flow/reveal-cell';
import type { IFlowServer } from '../tokens';
import { clientLines, findTask, type TaskWanted } from './find-task';
import { canSetVariables, openTask, type OpenedTask } from './kernel-values';

/** What came of *Open here*. */
export type Opening =
  | { readonly type: 'opened'; readonly task: TaskRow; readonly opened: OpenedTask; readonly executed: number }
  /** The kernel cannot take variables; `lines`: the client's code that fetches them, `cell`: where the step begins. */
  | { readonly type: 'other kernel'; readonly kernel: string; readonly lines: string; readonly cell: string | null }
  | { readonly type: 'no task' | 'no run' | 'no kernel' };

/** Loads what a task got as input into the notebook's kernel and goes to its cell. @throws ServerError, KernelRefusal */
export async function openHere(
  flow: FlowNotebook,
  panel: NotebookPanel,
  server: IFlowServer,
  args: ReadonlyPartialJSONObject
): Promise<Opening> {
  const wanted = wantedOf(args);
  const run = await runOf(flow, server, args);
  if (run === null) return { type: 'no run' };
  const detail = await server.ask<RunDetail>('run', { path: flow.source.path, pathspec: run });
  const task = findTask(detail, wanted);
  if (task === null) return { type: 'no task' };
  const cell = wanted.cell ?? detail.steps.find(step => step.name === task.notebookStep)?.cells[0] ?? null;
  const kernel = await kernelOf(panel);
  if (kernel === null) return { type: 'no kernel' };
  if (!(await canSetVariables(kernel)))
    return { type: 'other kernel', kernel: kernel.name, lines: clientLines(detail, task.notebookStep), cell };
  const first = await openTask(kernel, task.pathspec, detail.root);
  const needed = [...first.setup, ...first.cells];
  const executed = await execute(kernel, flow, needed);
  const opened = executed === 0 ? first : await openTask(kernel, task.pathspec, detail.root);
  if (cell !== null) await revealCell(panel, cell, task.error?.range?.startLine ?? null);
  return { type: 'opened', task, opened, executed };
}

function wantedOf({ pathspec, step, cell, index }: ReadonlyPartialJSONObject): TaskWanted {
  return {
    pathspec: typeof pathspec === 'string' ? pathspec : null,
    step: typeof step === 'string' ? step : null,
    cell: typeof cell === 'string' ? cell : null,
    index: typeof index === 'number' ? index : null
  };
}

/** The run that is meant, the one that the notebook follows, or the newest of its flow. */
async function runOf(flow: FlowNotebook, server: IFlowServer, { run, pathspec }: ReadonlyPartialJSONObject): Promise<string | null> {
  if (typeof pathspec === 'string') return pathspec.split('/').slice(0, 2).join('/');
  if (typeof run === 'string') return run;
  if (flow.progress !== null) return flow.progress.pathspec;
  const { runs } = await server.ask<RunPage>('runs', { path: flow.source.path, flow: flow.analysis?.flow, limit: 1 });
  return runs[0]?.pathspec ?? null;
}

/** The notebook's kernel; one is started where there is none. */
async function kernelOf({ sessionContext }: NotebookPanel): Promise<Kernel.IKernelConnection | null> {
  await sessionContext.ready;
  return sessionContext.session?.kernel ?? null;
}

/** Executes cells as they stand in the notebook, in their order; how many there were. */
async function execute(kernel: Kernel.IKernelConnection, flow: FlowNotebook, ids: readonly string[]): Promise<number> {
  const cells = flow.source.read().cells.filter(cell => ids.includes(cell.id));
  for (const { source } of cells) await kernel.requestExecute({ code: source, store_history: false, stop_on_error: false }).done;
  return cells.length;
}
