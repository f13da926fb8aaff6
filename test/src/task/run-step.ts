import type { ExecuteOrder } from '../../../src/task/protocol';
import { compileCells, type TestCell } from './serial-notebook';
import { TaskProcess, temporaryFolder, type FinalReport } from './task-process';

/** Runs cells as one step in a process of its own. */
export async function runStep(
  sources: readonly string[],
  order: Partial<ExecuteOrder> = {},
  folder = temporaryFolder()
): Promise<{ report: FinalReport; task: TaskProcess }> {
  const cells: TestCell[] = sources.map(source => ({ step: 's', source }));
  const task = new TaskProcess(folder);
  task.prepare(compileCells(cells));
  const report = await task.execute({ cells: cells.map((_, index) => index), ...order });
  await task.end();
  return { report, task };
}

/** The error of a failed execution. */
export function errorOf(report: FinalReport): Extract<FinalReport, { type: 'failed' }>['error'] {
  if (report.type === 'failed') return report.error;
  throw new Error(`It finished: ${JSON.stringify(report.writes)}`);
}
