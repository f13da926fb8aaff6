import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { localCompute } from '../compute/local';
import { HeadwaterError } from '../errors';
import type { NotebookCode } from '../language/code';
import { entries, packageRoot } from '../scheduler/entries';
import type { Description } from '../task/describe/description';
import type { Control, DescribeOrder, ParameterValue, Slot, SlotVersion, TaskError } from '../task/protocol';
import type { FlowRun } from './flow-run';

/** What is to be loaded and described. */
export interface StoredMoment {
  readonly flow: FlowRun;
  readonly notebook: string;
  readonly code: NotebookCode;
  readonly step: string;
  /** Indexes of the parameters and setup cells. */
  readonly setup: readonly number[];
  readonly parameters: readonly ParameterValue[];
  readonly control: Control;
  readonly slots: Readonly<Record<Slot, SlotVersion>>;
  readonly names: readonly string[];
  /** By name, what is expected; see `DescribeOrder`. */
  readonly digests: Readonly<Record<string, string>>;
  /** Folder for temporary files. */
  readonly temporary: string;
}

/** Describes variables as a process of its own finds them in the store. @throws HeadwaterError HW365 when they cannot be loaded */
export async function describeStored(moment: StoredMoment, interrupted: AbortSignal): Promise<Description> {
  const folder = mkdtempSync(join(moment.temporary, 'stored-'));
  const answer = join(folder, 'description.json');
  try {
    await runTask(moment, folder, { ...orderOf(moment), answer }, interrupted);
    const said = JSON.parse(readFileSync(answer, 'utf8')) as Description | { readonly error: TaskError };
    if ('error' in said) throw notLoaded(moment.step, said.error.message, said.error.hint);
    return said;
  } catch (cause) {
    if (cause instanceof HeadwaterError) throw cause;
    throw notLoaded(
      moment.step,
      readOrEmpty(join(folder, 'stderr')) || 'its process ended early.',
      'This is an error of Headwater; please report it.'
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function orderOf({ flow, step, setup, parameters, control, slots, names, digests }: StoredMoment): Omit<DescribeOrder, 'answer'> {
  return { type: 'describe', run: flow.run, step, setup, parameters, slots, environment: {}, setupControl: control, names, digests };
}

async function runTask(
  { flow, notebook, code }: StoredMoment,
  folder: string,
  order: DescribeOrder,
  interrupted: AbortSignal
): Promise<void> {
  const compute = localCompute({ entry: entries.task, nodeOptions: [], environment: process.env });
  const handle = compute.submit({ stdout: join(folder, 'stdout'), stderr: join(folder, 'stderr'), folder: dirname(notebook) });
  const cancel = (): void => handle.cancel();
  interrupted.addEventListener('abort', cancel);
  const ended = new Promise<void>(resolve => handle.listen(event => (event.type === 'ended' ? resolve() : undefined)));
  handle.send({ type: 'prepare', code, notebook, store: { root: flow.root, flow: flow.flow }, packageRoot });
  handle.send(order);
  await ended;
  interrupted.removeEventListener('abort', cancel);
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().slice(-300);
  } catch {
    return '';
  }
}

function notLoaded(step: string, message: string, hint: string): HeadwaterError {
  return new HeadwaterError('HW365', `What step '${step}' has left cannot be loaded again: ${message}`, { hint, about: step });
}
