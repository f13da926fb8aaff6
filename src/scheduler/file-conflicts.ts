import type { FileContent } from '../task/protocol';
import type { OriginTask } from './origin-run';

/** A task whose files are no longer what they were. */
export interface FileConflict {
  readonly task: OriginTask;
  /** For people: `the file 'data.csv'`. */
  readonly what: string;
}

/** What a file or folder was for a task, by slot. */
interface Known {
  readonly slot: string;
  readonly content: FileContent;
}

/**
 * The first task that cannot be taken over because of files; null when there is none. A file that the tasks have written must hold what the
 * last of them has left in it, one that they have only read what it held then; a listing that was read must be what it was, or what the
 * tasks have made of it since.
 */
export function fileConflict(
  tasks: readonly OriginTask[],
  contentOf: (slot: string, known: FileContent) => FileContent
): FileConflict | null {
  const last = lastWrites(tasks);
  for (const [slot, { content, at }] of last) {
    const task = tasks[at];
    if (task !== undefined && isFile(slot) && contentOf(slot, content) !== content) return { task, what: describe(slot) };
  }
  for (const [at, task] of tasks.entries())
    for (const { slot, content } of inputsOf(task)) {
      const written = last.get(slot);
      const expected = written === undefined || written.at < at ? content : written.content;
      if (contentOf(slot, expected) !== expected) return { task, what: describe(slot) };
    }
  return null;
}

function lastWrites(tasks: readonly OriginTask[]): Map<string, { readonly content: FileContent; readonly at: number }> {
  const last = new Map<string, { readonly content: FileContent; readonly at: number }>();
  tasks.forEach(({ record }, at) => {
    for (const [slot, write] of Object.entries(record.writes)) if (write.kind === 'file') last.set(slot, { content: write.content, at });
  });
  return last;
}

/** Inputs from outside, and listings that an earlier task has made: other files may have come since. */
function inputsOf({ record }: OriginTask): Known[] {
  const listings = Object.entries(record.reads).flatMap(([slot, id]) => {
    const start = id.indexOf(`:${slot}:`);
    return slot.startsWith('folder:') && start >= 0 ? [{ slot, content: id.slice(start + slot.length + 2) }] : [];
  });
  return [...Object.entries(record.files ?? {}).map(([name, content]) => ({ slot: slotOfInput(name), content })), ...listings];
}

/** A listing is recorded under the folder's name with a slash. */
function slotOfInput(name: string): string {
  return name.endsWith('/') ? `folder:${name.slice(0, -1)}` : `file:${name}`;
}

function isFile(slot: string): boolean {
  return slot.startsWith('file:');
}

function describe(slot: string): string {
  return isFile(slot) ? `the file '${slot.slice('file:'.length)}'` : `the folder '${slot.slice('folder:'.length)}'`;
}
