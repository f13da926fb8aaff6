import { Task } from '../../../client';
import { parsePathspec } from '../../pathspec';
import type { CellRunner } from '../cells/cell-runner';
import { notebookOfTask } from './notebook-of-task';
import { readArtifact, readByKey } from './read-values';
import { setVariables, type Given, type Loaded, type Skipped } from './set-variables';

/** What came of loading a task's inputs. */
export interface OpenedTask {
  readonly loaded: readonly Loaded[];
  readonly skipped: readonly Skipped[];
  /** Ids of the cells that define functions, classes and imports which the task used: to be executed first where they have not been. */
  readonly cells: readonly string[];
  /** Ids of the flow's setup cells, which each of its tasks has run first; likewise. */
  readonly setup: readonly string[];
}

/** What a task's hidden artifact `_hw_inputs` says of one slot. */
interface Input {
  readonly key?: string;
  readonly cell?: string;
}

/**
 * Makes variables of everything that a task had read, as it was then; of an item of a foreach also the item, under the name that the body gives
 * it. Objects that several inputs shared become one for each.
 * @throws HeadwaterError HW401 to HW415 when the task cannot be found or read
 */
export async function openTask(runner: CellRunner, pathspec: string, root: string): Promise<OpenedTask> {
  const { flow, step } = parsePathspec(pathspec);
  const task = Task(pathspec, { root });
  const names = new Set((await task.artifacts).map(each => each.id));
  const inputs = await inputsOf(pathspec, root);
  const notebook = await notebookOfTask(task, step ?? '');
  const given: Given[] = [];
  const skipped: Skipped[] = [];
  for (const [slot, { key }] of Object.entries(inputs)) {
    if (key === undefined) continue;
    if (!/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(slot))
      skipped.push({ name: slot, reason: 'It is no variable that all cells share.' });
    else await take(given, skipped, slot, () => readByKey(flow, key, root));
  }
  if ((await task.index) !== null && names.has('item'))
    await take(given, skipped, notebook.item ?? 'item', () => readArtifact(`${pathspec}/item`, root));
  const set = await setVariables(runner, given);
  const cells = Object.values(inputs).flatMap(each => each.cell ?? []);
  return { loaded: set.loaded, skipped: [...skipped, ...set.skipped], cells: [...new Set(cells)], setup: notebook.setup };
}

/** A task that has read nothing has none. */
async function inputsOf(pathspec: string, root: string): Promise<Record<string, Input>> {
  try {
    const inputs = await readArtifact(`${pathspec}/_hw_inputs`, root);
    return typeof inputs === 'object' && inputs !== null ? { ...inputs } : {};
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'HW405' || error.code === 'HW404')) return {};
    throw error;
  }
}

async function take(given: Given[], skipped: Skipped[], name: string, read: () => unknown): Promise<void> {
  try {
    given.push({ name, value: await read() });
  } catch (error) {
    skipped.push({ name, reason: error instanceof Error ? error.message : String(error) });
  }
}
