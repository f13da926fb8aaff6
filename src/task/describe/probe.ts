import { writeFileSync } from 'node:fs';
import { controlOfPart } from '../ambient/controlled-streams';
import { enterControl, setTicking } from '../ambient/controlled-world';
import type { Control } from '../protocol';
import { describeVariables } from './describe-variables';

/** What the probe inside a kernel is asked to do. Results are JSON in the file `answer`. */
export type ProbeOrder =
  /** Cells of a step, or the setup, follow: randomness and time go by the control. `foreach`: a call of it in the next cell runs apart. */
  | { readonly type: 'control'; readonly control: Control; readonly foreach: boolean }
  /** How much is still under way: timers, files, sockets. The answer is a number. */
  | { readonly type: 'pending'; readonly answer: string }
  /** Describes the variables, all but those named in `without`; the answer is a `Description`. */
  | { readonly type: 'describe'; readonly without: readonly string[]; readonly answer: string };

/** What code of a kernel's package, tslab, leaves for its cells. */
interface Kernel {
  readonly exports: Record<string, unknown>;
}

/** Does what it is asked, leaving nothing behind that a cell could see but the control itself. */
export function probe(kernel: Kernel, order: ProbeOrder): void {
  if (order.type === 'control') return begin(order.control, order.foreach);
  const answer = order.type === 'pending' ? process.getActiveResourcesInfo().filter(isWork).length : describe(kernel, order.without);
  writeFileSync(order.answer, JSON.stringify(answer));
}

/** What the kernel itself keeps open does not count. */
function isWork(resource: string): boolean {
  return !['TTYWrap', 'PipeWrap', 'SignalWrap', 'MessagePort'].includes(resource);
}

function describe({ exports }: Kernel, without: readonly string[]): unknown {
  const names = Object.keys(exports).filter(name => !without.includes(name) && name !== '__esModule' && !/^tsLastExpr\d*$/.test(name));
  return describeVariables(names.sort().map(name => ({ name, read: () => exports[name] })));
}

/** Where `foreach` of the client finds who wants to know of its items. */
const observer = Symbol.for('headwater.foreach');

/** Each item, and what comes after the last, goes by a control of its own, as in a run. Calls inside of a body are part of it. */
function begin(control: Control, foreach: boolean): void {
  enterControl(control);
  setTicking(false);
  watchCells();
  let depth = 0;
  const begun = (): void => void depth++;
  const item = (index: number): void => void (depth === 1 && enterControl(controlOfPart(control, { kind: 'item', index })));
  const done = (): void => void (--depth === 0 && enterControl(controlOfPart(control, { kind: 'join' })));
  const value = foreach ? { begun, item, done } : undefined;
  Object.defineProperty(globalThis, observer, { value, writable: true, configurable: true });
}

/** What a cell calls first and last; see `ReferenceKernel.run`. */
const bell = Symbol.for('headwater.cell');

let isWatching = false;

/** Only looks of cells at the clock count: not the compiler's, nor those of what prints. */
function watchCells(): void {
  if (isWatching) return;
  isWatching = true;
  Object.defineProperty(globalThis, bell, { value: setTicking, writable: true, configurable: true });
  for (const stream of [process.stdout, process.stderr]) pauseWhileWriting(stream);
}

/** The kernel gives the stream another way to write for each cell. */
function pauseWhileWriting(stream: NodeJS.WriteStream): void {
  let write = stream.write.bind(stream);
  const paused = (...given: unknown[]): unknown => {
    const before = setTicking(false);
    try {
      return Reflect.apply(write, stream, given);
    } finally {
      setTicking(before);
    }
  };
  Object.defineProperty(stream, 'write', { get: () => paused, set: (next: typeof write) => void (write = next), configurable: true });
}
