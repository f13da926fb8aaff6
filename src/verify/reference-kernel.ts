import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HeadwaterError } from '../errors';
import { entries } from '../scheduler/entries';
import type { Description } from '../task/describe/description';
import type { ProbeOrder } from '../task/describe/probe';
import type { Control } from '../task/protocol';
import { newConnection, writeConnection } from './kernel/connection';
import { connectKernel, within, type Executed, type KernelClient } from './kernel/kernel-client';
import { startKernelProcess, type KernelProcess } from './kernel/kernel-process';
import type { Kernelspec } from './kernel/kernelspec';

/** How a kernel is to be used. Times in milliseconds. */
export interface KernelUse {
  readonly spec: Kernelspec;
  /** The notebook's folder. */
  readonly folder: string;
  /** Folder for temporary files. */
  readonly temporary: string;
  /** Longest time for one cell, and for the kernel's start. */
  readonly limit: number;
}

/** A kernel that runs the reference, with the probe inside of it. */
export interface ReferenceKernel {
  /** Runs a cell; the value of its last expression is not printed. */
  run(source: string, what: string): Promise<Executed>;
  /** Cells that follow get randomness and time from the control. */
  control(control: Control, foreach: boolean): Promise<void>;
  /** Waits until nothing that cells have started is under way, as a task does: 5 s at most. */
  settle(): Promise<void>;
  describe(without: readonly string[]): Promise<Description>;
  close(): void;
}

/** How long cells may have something under way after their end; the same as a task's. */
const patience = 5000;
const pause = 25;

/** Starts a kernel. @throws HeadwaterError HW361 when it does not start, HW362 when it does not answer in time, HW367 when it is none that can be looked into */
export async function openKernel(use: KernelUse): Promise<ReferenceKernel> {
  const temporary = mkdtempSync(join(use.temporary, 'kernel-'));
  const connection = await newConnection();
  const file = join(temporary, 'connection.json');
  writeConnection(connection, file);
  const process = startKernelProcess(use.spec, file, use.folder);
  const client = connectKernel(connection);
  const kernel = new ProbedKernel(use, process, client, temporary);
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

  constructor(use: KernelUse, process: KernelProcess, client: KernelClient, temporary: string) {
    this.use = use;
    this.process = process;
    this.client = client;
    this.temporary = temporary;
  }

  async start(): Promise<void> {
    await this.limited(`The start of '${this.use.spec.name}'`, this.client.greet());
    this.quiet = await this.pending();
  }

  run(source: string, what: string): Promise<Executed> {
    // The bell is rung in blocks: what stands last is then no expression, whose value tslab would print and a flow keeps as a rich output.
    const first = source.trimStart().startsWith('/**') ? '' : ring(true);
    return this.limited(what, this.client.execute(`${first}${source}\n${ring(false)}`));
  }

  async control(control: Control, foreach: boolean): Promise<void> {
    await this.probe({ type: 'control', control, foreach });
  }

  async settle(): Promise<void> {
    for (const end = Date.now() + patience; Date.now() < end && (await this.pending()) > this.quiet;)
      await new Promise(resolve => setTimeout(resolve, pause));
  }

  async describe(without: readonly string[]): Promise<Description> {
    const answer = join(this.temporary, 'description.json');
    await this.probe({ type: 'describe', without, answer });
    return JSON.parse(readFileSync(answer, 'utf8')) as Description;
  }

  close(): void {
    this.client.close();
    this.process.kill();
    rmSync(this.temporary, { recursive: true, force: true });
  }

  private async pending(): Promise<number> {
    const answer = join(this.temporary, 'pending.json');
    await this.probe({ type: 'pending', answer });
    return JSON.parse(readFileSync(answer, 'utf8')) as number;
  }

  /** Inside of a block nothing is the cell's last expression, and no variable comes to be. */
  private async probe(order: ProbeOrder): Promise<void> {
    const call = `__tslab__.require(${JSON.stringify(entries.probe)}).probe(__tslab__, ${JSON.stringify(order)})`;
    const { ok, stderr } = await this.limited('Looking at its variables', this.client.execute(`{ eval(${JSON.stringify(call)}); }`));
    if (!ok) throw notLookedInto(this.use.spec.name, stderr);
  }

  private limited<T>(what: string, work: Promise<T>): Promise<T> {
    return within(this.use.limit, what, Promise.race([work, this.process.ended]));
  }
}

/** Lets the probe know that a cell begins or ends. */
function ring(begins: boolean): string {
  return `{ eval("globalThis[Symbol.for('headwater.cell')](${begins})"); } `;
}

function notLookedInto(name: string, stderr: string): HeadwaterError {
  const [line = ''] = stderr.trim().split('\n');
  return new HeadwaterError('HW367', `The kernel '${name}' cannot be looked into${line === '' ? '' : `: ${line}`}.`, {
    about: name,
    hint: 'verify knows how to look into tslab: choose the kernel TypeScript (tslab) for the notebook.'
  });
}
