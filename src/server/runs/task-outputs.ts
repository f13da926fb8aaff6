import { artifactOrNull } from '../../../client/task-facts';
import type { Store } from '../../../client/store';
import { entry } from '../../../client/graph-info';
import type { TaskPath } from '../../metadata/metadata';
import type { ExecutionRecord, TaskError } from '../../task/protocol';
import { printedByCell } from './printed-text';

/**
 * What a published task has shown, as nbformat has it, by the id of the cell: printed text first, then displays and results in order.
 * `otherwise`: the cell that printed text is given to where nobody noted which cell it came from.
 */
export function taskOutputs(store: Store, path: TaskPath, record: ExecutionRecord, otherwise: string): ReadonlyMap<string, object[]> {
  const found = new Map<string, object[]>();
  const add = (cell: string, output: object): unknown => found.get(cell)?.push(output) ?? found.set(cell, [output]);
  for (const stream of ['stdout', 'stderr'] as const) {
    const total = record[stream].end - record[stream].start;
    const begins = record.printed?.map(each => ({ cell: each.cell, at: each[stream] })) ?? [{ cell: otherwise, at: 0 }];
    if (total > 0) for (const [cell, output] of printedByCell(store, path, stream, begins, total)) add(cell, output);
  }
  for (const output of storedOutputs(store, path)) add(cellOf(output), output);
  return found;
}

/** An error as a cell shows it; its stack speaks of cells. */
export function errorOutput({ type, message, stack, code, hint }: TaskError): object {
  const lines = stack === '' ? [`${type}: ${message}`] : stack.split('\n');
  return { output_type: 'error', ename: type, evalue: message, traceback: code === 'HW200' ? lines : [`${code}: ${message}`, hint] };
}

function storedOutputs(store: Store, path: TaskPath): object[] {
  const text = artifactOrNull(store, path, '_hw_outputs', null);
  if (typeof text !== 'string') return [];
  const outputs: unknown = JSON.parse(text);
  return Array.isArray(outputs) ? outputs.filter(each => typeof each === 'object' && each !== null) : [];
}

function cellOf(output: object): string {
  const cell = entry(entry(entry(output, 'metadata'), 'headwater'), 'cell');
  return typeof cell === 'string' ? cell : '';
}
