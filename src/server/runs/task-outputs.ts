import { artifactOrNull } from '../../../client/task-facts';
import type { Store } from '../../../client/store';
import { entry } from '../../../client/graph-info';
import type { TaskPath } from '../../metadata/metadata';
import type { ExecutionRecord, TaskError } from '../../task/protocol';
import { openPrinted } from './printed-text';

/**
 * What a published task has shown, as nbformat has it, by the id of the cell and in its order: printed text, displays, results.
 * `otherwise`: the cell that printed text is given to where nobody noted which cell it came from.
 */
export function taskOutputs(store: Store, path: TaskPath, record: ExecutionRecord, otherwise: string): ReadonlyMap<string, object[]> {
  const end = { stdout: record.stdout.end - record.stdout.start, stderr: record.stderr.end - record.stderr.start };
  const printed = { stdout: openPrinted(store, path, 'stdout', end.stdout), stderr: openPrinted(store, path, 'stderr', end.stderr) };
  const between = (from: PrintPlace, to: PrintPlace): object[] =>
    streams.flatMap(stream => printed[stream](from[stream], to[stream]) ?? []);
  const rich = richOutputs(store, path);
  const begins = record.printed ?? [{ cell: otherwise, stdout: 0, stderr: 0 }];
  const found = new Map<string, object[]>();
  begins.forEach((begin, index) => {
    let last: PrintPlace = begin;
    const next = begins[index + 1] ?? end;
    const outputs = (rich.get(begin.cell) ?? []).flatMap(({ output, at }) => {
      const before = between(last, at ?? next);
      last = at ?? next;
      return [...before, output];
    });
    found.set(begin.cell, [...outputs, ...between(last, next)]);
  });
  for (const [cell, own] of rich)
    if (!found.has(cell))
      found.set(
        cell,
        own.map(({ output }) => output)
      );
  return found;
}

const streams = ['stdout', 'stderr'] as const;

/** How many bytes had been printed. */
type PrintPlace = Readonly<Record<(typeof streams)[number], number>>;

/** An error as a cell shows it; its stack speaks of cells. */
export function errorOutput({ type, message, stack, code, hint }: TaskError): object {
  const lines = stack === '' ? [`${type}: ${message}`] : stack.split('\n');
  return { output_type: 'error', ename: type, evalue: message, traceback: code === 'HW200' ? lines : [`${code}: ${message}`, hint] };
}

/** A display or result. `at`: what had been printed before it; null where nobody noted it. */
interface RichOutput {
  readonly output: object;
  readonly at: PrintPlace | null;
}

function richOutputs(store: Store, path: TaskPath): ReadonlyMap<string, RichOutput[]> {
  const text = artifactOrNull(store, path, '_hw_outputs', null);
  const outputs: unknown = typeof text === 'string' ? JSON.parse(text) : [];
  const found = new Map<string, RichOutput[]>();
  for (const output of Array.isArray(outputs) ? (outputs as readonly unknown[]) : []) {
    if (typeof output !== 'object' || output === null) continue;
    const own = entry(entry(output, 'metadata'), 'headwater');
    const [cell, stdout, stderr] = ['cell', 'stdout', 'stderr'].map(name => entry(own, name));
    const at = typeof stdout === 'number' && typeof stderr === 'number' ? { stdout, stderr } : null;
    const id = typeof cell === 'string' ? cell : '';
    found.set(id, [...(found.get(id) ?? []), { output, at }]);
  }
  return found;
}
