import { writeFileSync } from 'node:fs';
import { controlOfPart } from '../ambient/controlled-streams';
import { enterControl, setTicking } from '../ambient/controlled-world';
import type { Control } from '../protocol';
import { describeVariables } from './describe-variables';
import { captureOutput, outputSoFar } from './kernel-output';
import { repairPublishers } from './kernel-publisher';
import { endWithOwner } from './kernel-owner';
import { progressFile } from './progress-file';

/** What the probe inside a kernel is asked to do. Results are JSON in the file `answer`. */
export type ProbeOrder =
  /** Comes first. `owner`: id of the process without which the kernel is of no use. */
  | { readonly type: 'open'; readonly owner: number }
  /** Cells of a step, or the setup, follow: randomness and time go by the control. `foreach`: a call of it in the next cell runs apart. */
  | { readonly type: 'control'; readonly control: Control; readonly foreach: boolean }
  /** How much is still under way: timers, files, sockets. The answer is a number. */
  | { readonly type: 'pending'; readonly answer: string }
  /** What cells have printed since this was asked last: `Output`. */
  | { readonly type: 'output'; readonly answer: string }
  /** Describes the variables, all but those named in `without`; the answer is a `Description`. `progress`: a file that tells how far it is. */
  | { readonly type: 'describe'; readonly without: readonly string[]; readonly answer: string; readonly progress: string };

/** What code of a kernel's package, tslab, leaves for its cells. */
interface Kernel {
  readonly exports: Record<string, unknown>;
}

/**
 * Does what it is asked, leaving nothing behind that a cell could see but the control itself. `failure`: a file for why it could not.
 * @throws whatever went wrong
 */
export function probe(kernel: Kernel, order: ProbeOrder, failure: string): void {
  // A cell that has failed did not say that it ends.
  setTicking(false);
  try {
    obey(kernel, order);
  } catch (error) {
    writeFileSync(failure, String(error));
    throw error;
  }
}

function obey(kernel: Kernel, order: ProbeOrder): void {
  if (order.type === 'open') open(order.owner);
  else if (order.type === 'control') begin(order.control, order.foreach);
  else writeFileSync(order.answer, JSON.stringify(answerTo(kernel, order)));
}

function open(owner: number): void {
  endWithOwner(owner);
  repairPublishers();
  captureOutput();
  Object.defineProperty(globalThis, bell, { value: setTicking, writable: true, configurable: true });
}

function answerTo(kernel: Kernel, order: Exclude<ProbeOrder, { type: 'open' | 'control' }>): unknown {
  if (order.type === 'pending') return process.getActiveResourcesInfo().filter(isWork).length;
  return order.type === 'output' ? outputSoFar() : describe(kernel, order.without, order.progress);
}

/** What the kernel itself keeps open does not count, nor the files that its compiler watches. */
function isWork(resource: string): boolean {
  return !['TTYWrap', 'PipeWrap', 'SignalWrap', 'MessagePort', 'FSEventWrap', 'StatWatcher'].includes(resource);
}

function describe({ exports }: Kernel, without: readonly string[], progress: string): unknown {
  const names = Object.keys(exports).filter(name => !without.includes(name) && name !== '__esModule' && !/^tsLastExpr\d*$/.test(name));
  const variables = names.sort().map(name => ({ name, read: () => exports[name] }));
  return describeVariables(variables, progressFile(progress));
}

/** Where `foreach` of the client finds who wants to know of its items. */
const observer = Symbol.for('headwater.foreach');

/** What a cell calls first and last: only its own looks at the clock count, not the compiler's. See `ReferenceKernel.run`. */
const bell = Symbol.for('headwater.cell');

/** Each item, and what comes after the last, goes by a control of its own, as in a run. Calls inside of a body are part of it. */
function begin(control: Control, foreach: boolean): void {
  enterControl(control);
  setTicking(false);
  let depth = 0;
  const begun = (): void => void depth++;
  const item = (index: number): void => void (depth === 1 && enterControl(controlOfPart(control, { kind: 'item', index })));
  const done = (): void => void (--depth === 0 && enterControl(controlOfPart(control, { kind: 'join' })));
  const value = foreach ? { begun, item, done } : undefined;
  Object.defineProperty(globalThis, observer, { value, writable: true, configurable: true });
}
