import { artifactOrNull, currentAttempt } from '../../../client/task-facts';
import type { Store } from '../../../client/store';
import { entry } from '../../../client/graph-info';
import type { LogStream, TaskPath } from '../../metadata/metadata';
import { ranTask } from '../../metadata/task-origin';
import type { TaskError } from '../../task/protocol';

/** What a task has shown, as nbformat has it. */
export interface TaskOutputs {
  /** Displays and results, by the id of the cell that made them; in order. */
  readonly rich: ReadonlyMap<string, readonly object[]>;
  /** Printed texts: nobody knows which cell they came from. */
  readonly printed: readonly object[];
}

/** Reads what a published task has shown; what a reused one has printed is read from the task that ran. */
export function taskOutputs(store: Store, path: TaskPath): TaskOutputs {
  const rich = new Map<string, object[]>();
  for (const output of storedOutputs(store, path)) {
    const cell = cellOf(output);
    rich.set(cell, [...(rich.get(cell) ?? []), output]);
  }
  return { rich, printed: (['stdout', 'stderr'] as const).flatMap(stream => printedText(store, path, stream)) };
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

/** Bytes of a log that are shown under a cell, of its beginning and of its end. */
const shownBytes = 32 * 1024;

function printedText(store: Store, path: TaskPath, stream: LogStream): object[] {
  const ran = ranTask(store.reader, path);
  const attempt = currentAttempt(store, ran);
  const page = (from: number, limit: number): ReturnType<typeof store.reader.logPage> =>
    store.reader.logPage(ran, stream, attempt, from, limit);
  const first = page(0, shownBytes);
  if (first.lines.length === 0) return [];
  const last = first.next === null ? [] : page(Math.max(first.next, first.total - shownBytes), shownBytes).lines;
  const isCut = first.next !== null && (last[0]?.at ?? 0) > first.next;
  const text = `${textOf(first.lines)}${isCut ? "[…] The whole is in the task's log.\n" : ''}${textOf(last)}`;
  return [{ output_type: 'stream', name: stream, text }];
}

function textOf(lines: readonly { readonly message: Uint8Array }[]): string {
  return lines.map(({ message }) => `${Buffer.from(message).toString('utf8')}\n`).join('');
}
