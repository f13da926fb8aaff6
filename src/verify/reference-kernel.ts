import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HeadwaterError, isHeadwaterError } from '../errors';
import { entries } from '../scheduler/entries';
import type { Description, Output } from '../task/describe/description';
import type { ProbeOrder } from '../task/describe/probe';
import type { Control } from '../task/protocol';
import { newConnection, writeConnection } from './kernel/connection';
import { connectKernel, type Executed, type KernelClient } from './kernel/kernel-client';
import { startKernelProcess, type KernelProcess } from './kernel/kernel-process';
import type { Kernelspec } from './kernel/kernelspec';
import { within, type Patience } from './kernel/patience';
import type { Telling } from './telling';

/** How a kernel is to be used. Times in milliseconds. */
export interface KernelUse {
  readonly spec: Kernelspec;
  /** The notebook's folder. */
  readonly folder: string;
  /** Folder for temporary files. */
  readonly temporary: string;
  /** Longest time for one cell; null for as long as it likes. */
  readonly limit: number | null;
  readonly telling: Telling;
  /** Ends the kernel. */
  readonly interrupted: AbortSignal;
}

/** A kernel that runs the reference, with the probe inside of it. */
export interface ReferenceKernel {
  /** Runs a cell; the value of its last expression is not printed. `what`: `Cell 3`. */
  run(source: string, what: string): Promise<Executed>;
  /** Cells that follow get randomness and time from the control. */
  control(control: Control, foreach: boolean): Promise<void>;
  /** Waits until nothing that cells have started is under way, as a task does: 5 s at most. */
  settle(): Promise<void>;
  /** What cells have printed since this was asked last. */
  output(): Promise<Output>;
  describe(without: readonly string[]): Promise<Description>;
  close(): void;
}

/** How long cells may have something under way after their end; the same as a task's. */
const settling = 5000;
const pause = 25;
/** How long a kernel may give no sign of life while it starts or is looked into. */
const silence = 60_000;

/** Starts a kernel. @throws HeadwaterError HW361 when it does not start, HW362 when it does not answer in time, HW367 when it is none that can be looked into */
export async function openKernel(use: KernelUse): Promise<ReferenceKernel> {
  const temporary = mkdtempSync(join(use.temporary, 'kernel-'));
  const connection = await newConnection();
  const file = join(temporary, 'connection.json');
  writeConnection(connection, file);
  const kernel = new ProbedKernel(use, startKernelProcess(use.spec, file, use.folder), connectKernel(connection), temporary);
  try {
    await kernel.start();
    return kernel;
  } catch (error) {
    kernel.close();
    throw error;
  }
}

class ProbedKernel implements ReferenceKernel {
  /** What a kernel that runs nothing has under way. */
  private quiet = 0;

  private readonly use: KernelUse;
  private readonly process: KernelProcess;
  private readonly client: KernelClient;
  private readonly temporary: string;
  private readonly end = (): void => this.process.kill();

  constructor(use: KernelUse, process: KernelProcess, client: KernelClient, temporary: string) {
    this.use = use;
    this.process = process;
    this.client = client;
    this.temporary = temporary;
    use.interrupted.addEventListener('abort', this.end);
    if (use.interrupted.aborted) this.end();
  }

  async start(): Promise<void> {
    const what = `The start of the kernel '${this.use.spec.name}'`;
    await this.limited(what, { limit: silence }, this.client.greet());
    await this.probe({ type: 'open', owner: process.pid });
    this.quiet = await this.pending();
  }

  run(source: string, what: string): Promise<Executed> {
    return this.limited(what, { limit: this.use.limit }, this.client.execute(withBells(source)));
  }

  async control(control: Control, foreach: boolean): Promise<void> {
    await this.probe({ type: 'control', control, foreach });
  }

  async settle(): Promise<void> {
    let left = await this.pending();
    for (const end = Date.now() + settling; left > this.quiet && Date.now() < end; left = await this.pending())
      await new Promise(resolve => setTimeout(resolve, pause));
    // What has not come to its end by now is not waited for again.
    this.quiet = left;
  }

  async output(): Promise<Output> {
    const answer = join(this.temporary, 'output.json');
    await this.probe({ type: 'output', answer });
    return JSON.parse(readFileSync(answer, 'utf8')) as Output;
  }

  async describe(without: readonly string[]): Promise<Description> {
    const answer = join(this.temporary, 'description.json');
    const progress = join(this.temporary, 'progress');
    const sign = (): string => this.signIn(progress);
    await this.probe({ type: 'describe', without, answer, progress }, sign);
    return JSON.parse(readFileSync(answer, 'utf8')) as Description;
  }

  close(): void {
    this.use.interrupted.removeEventListener('abort', this.end);
    this.client.close();
    this.process.kill();
    rmSync(this.temporary, { recursive: true, force: true });
  }

  private async pending(): Promise<number> {
    const answer = join(this.temporary, 'pending.json');
    await this.probe({ type: 'pending', answer });
    return JSON.parse(readFileSync(answer, 'utf8')) as number;
  }

  /** What the probe has noted last; people are told of it. */
  private signIn(file: string): string {
    const text = readOrEmpty(file);
    if (text !== '') this.use.telling.doing(`looking at ${text.slice(text.indexOf(' ') + 1)}`);
    return text;
  }

  /** Inside of a block nothing is the cell's last expression, and no variable comes to be. */
  private async probe(order: ProbeOrder, sign?: () => string): Promise<void> {
    const failure = join(this.temporary, 'failure');
    const call = `__tslab__.require(${JSON.stringify(entries.probe)}).probe(__tslab__, ${JSON.stringify(order)}, ${JSON.stringify(failure)})`;
    const work = this.client.execute(`{ eval(${JSON.stringify(call)}); }`);
    const { ok, error } = await this.limited(
      'A look at its variables',
      sign === undefined ? { limit: silence } : { limit: silence, sign },
      work
    );
    if (!ok) throw notLookedInto(this.use.spec.name, error || readOrEmpty(failure));
  }

  private async limited<T>(what: string, patience: Patience, work: Promise<T>): Promise<T> {
    try {
      return await within(patience, what, Promise.race([work, this.process.ended]));
    } catch (error) {
      if (!isHeadwaterError(error) || error.code !== 'HW361') throw error;
      throw new HeadwaterError('HW361', `${error.message} (${what})`, { hint: error.hint, about: this.use.spec.name, cause: error });
    }
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * A cell that lets the probe know of its begin and its end. Bells are rung in blocks: what stands last is then no expression, whose value tslab
 * would print and a flow keeps as a rich output. What tslab reads in the comment that a cell begins with stays first; it may make it a module.
 */
function withBells(source: string): string {
  const [comment = ''] = /^\s*\/\*\*[\s\S]*?\*\//.exec(source) ?? [];
  if (/@(module|browser)\b/.test(comment)) return source;
  return `${comment}${ring(true)}${source.slice(comment.length)}\n${ring(false)}`;
}

function ring(begins: boolean): string {
  return `{ eval("globalThis[Symbol.for('headwater.cell')](${begins})"); } `;
}

function notLookedInto(name: string, error: string): HeadwaterError {
  return new HeadwaterError('HW367', `The kernel '${name}' cannot be looked into${error === '' ? '' : `: ${error}`}.`, {
    about: name,
    hint: 'verify knows how to look into tslab: choose the kernel TypeScript (tslab) for the notebook.'
  });
}
