import { Run, Task } from '../../../client';
import { parsePathspec } from '../../pathspec';
import type { CellRunner } from '../cells/cell-runner';
import { classNamesIn } from './class-names';
import { readArtifact, readByKey } from './read-values';
import { setVariables, type Given, type Loaded, type Skipped } from './set-variables';
import { codeOfTask, type CodeDefinition, type TaskCode } from './task-code';

/** What came of loading a task's inputs. */
export interface OpenedTask {
  readonly loaded: readonly Loaded[];
  readonly skipped: readonly Skipped[];
  /** Names of functions, classes, types and imports that the kernel did not have and has now, as the run had them. */
  readonly defined: readonly string[];
  /** Ids of the cells that hold what could not be defined: to be executed before the step. */
  readonly cells: readonly string[];
  /** Ids of the flow's setup cells whose variables the kernel does not have; likewise. */
  readonly setup: readonly string[];
}

/** What a task's hidden artifact `_hw_inputs` says of one slot. */
interface Input {
  readonly key?: string;
  readonly cell?: string;
}

/**
 * Makes variables of everything that a task had read, or, where it failed before that, would have read, as it was then; of an item of a foreach
 * also the item, under the name that the body gives it. Functions and classes that the kernel lacks are defined as the run had them; what it has
 * stays. Objects that several inputs shared become one for each.
 * @throws HeadwaterError HW401 to HW415 when the task cannot be found or read
 */
export async function openTask(runner: CellRunner, pathspec: string, root: string): Promise<OpenedTask> {
  const inputs = await inputsOf(pathspec, root);
  const used = Object.keys(inputs).filter(slot => inputs[slot]?.cell !== undefined);
  const sketch = await codeOfTask(pathspec, root, used);
  const classes = (await gather(pathspec, root, inputs, sketch)).given.flatMap(each => [...classNamesIn(each.value)]);
  const code = await codeOfTask(pathspec, root, [...used, ...classes]);
  const known = runner.names;
  const missing = (code?.definitions ?? []).filter(each => !each.names.some(name => known.has(name)));
  let undefinedYet = await define(runner, missing);
  // Instances get their class when they are read, so they are read again.
  const { given, skipped } = await gather(pathspec, root, inputs, code);
  const set = await setVariables(runner, given);
  // A function may be about a variable that was not there yet.
  if (undefinedYet !== null) undefinedYet = await define(runner, missing);
  const failed = undefinedYet === null ? [] : missing;
  const cells = code === null ? Object.values(inputs).flatMap(each => each.cell ?? []) : failed.map(each => each.cell);
  return {
    loaded: set.loaded,
    skipped: [...skipped, ...set.skipped, ...failed.flatMap(each => each.names.map(name => ({ name, reason: undefinedYet ?? '' })))],
    defined: undefinedYet === null ? missing.flatMap(each => each.names) : [],
    cells: [...new Set(cells)],
    setup: (code?.setup ?? []).filter(({ names }) => names.some(name => !runner.names.has(name))).map(each => each.cell)
  };
}

/** A task that has read nothing has none. @throws HeadwaterError HW404 when there is no such task */
async function inputsOf(pathspec: string, root: string): Promise<Record<string, Input>> {
  const names = await Task(pathspec, { root }).artifacts;
  if (names.length === 0) await Task(pathspec, { root }).createdAt;
  try {
    const inputs = await readArtifact(`${pathspec}/_hw_inputs`, root);
    return typeof inputs === 'object' && inputs !== null ? { ...inputs } : {};
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'HW405') return {};
    throw error;
  }
}

/** Runs definitions as one cell. Returns null, or why they failed. */
async function define(runner: CellRunner, definitions: readonly CodeDefinition[]): Promise<string | null> {
  if (definitions.length === 0) return null;
  const ordered = [...definitions.filter(each => each.isImport), ...definitions.filter(each => !each.isImport)];
  const outcome = await runner.run(ordered.map(each => each.text).join('\n'), 'In[_]');
  return outcome.status === 'ok' ? null : `${outcome.ename}: ${outcome.evalue}`;
}

async function gather(
  pathspec: string,
  root: string,
  inputs: Readonly<Record<string, Input>>,
  code: TaskCode | null
): Promise<{ given: Given[]; skipped: Skipped[] }> {
  const { flow } = parsePathspec(pathspec);
  const reads = new Map<string, () => unknown>();
  for (const [name, place] of await mentionedPlaces(pathspec, root, code)) reads.set(name, () => readArtifact(place, root));
  for (const [slot, { key }] of Object.entries(inputs))
    if (key !== undefined && isName(slot)) reads.set(slot, () => readByKey(flow, key, root));
  const task = Task(pathspec, { root });
  if ((await task.index) !== null) reads.set(code?.item ?? 'item', () => readArtifact(`${pathspec}/item`, root));
  const given: Given[] = [];
  const skipped: Skipped[] = [];
  for (const [name, read] of reads) {
    try {
      given.push({ name, value: await read() });
    } catch (error) {
      skipped.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { given, skipped };
}

/** Where each variable that the step's cells mention lay before the step began: with the nearest step before that read or wrote it. */
async function mentionedPlaces(pathspec: string, root: string, code: TaskCode | null): Promise<Map<string, string>> {
  const { flow, run } = parsePathspec(pathspec);
  const places = new Map<string, string>();
  if (code === null) return places;
  const steps = (await Run(`${flow}/${run}`, { root }).steps).map(each => each.id);
  for (const step of [...code.before, 'start'].flatMap(each => tasksOf(each, steps))) {
    const [task] = await Run(`${flow}/${run}`, { root }).step(step).tasks;
    for (const { id } of (await task?.artifacts) ?? [])
      if (code.mentioned.has(id) && isName(id) && !places.has(id)) places.set(id, `${flow}/${run}/${step}/${task?.id}/${id}`);
  }
  return places;
}

/** The parts of a step with a foreach that hold the variables of all cells, the last first. */
function tasksOf(step: string, steps: readonly string[]): string[] {
  const parts = [`${step}_join`, `${step}_split`].filter(each => steps.includes(each));
  return parts.length > 0 ? parts : steps.includes(step) ? [step] : [];
}

/** `name` is what Metaflow calls the flow. */
function isName(slot: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(slot) && !['globalThis', 'name'].includes(slot);
}
