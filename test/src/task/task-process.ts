import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';
import type { NotebookCode } from '../../../src/language/code';
import type { ExecuteOrder, Order, Report, SlotVersion } from '../../../src/task/protocol';

const root = path.join(import.meta.dirname, '../../..');

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

let bundle: string | null = null;

/** The entry of a task's process as one JavaScript file, built once for each test file; beside node_modules, so that it finds them. */
function taskScript(): string {
  if (bundle !== null) return bundle;
  const outfile = path.join(root, '.cache', `task-${process.pid}.cjs`);
  const external = ['apache-arrow', 'koffi', 'typescript', 'acorn'];
  buildSync({
    entryPoints: [path.join(root, 'src/task/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external,
    logLevel: 'error'
  });
  folders.push(outfile);
  bundle = outfile;
  return outfile;
}

/** A folder with a notebook in it (an empty file: tasks get code, not notebooks) and a store beside it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hw-task-'));
  writeFileSync(path.join(folder, 'nb.ipynb'), '{}');
  folders.push(folder);
  return folder;
}

export type FinalReport = Extract<Report, { type: 'finished' | 'failed' }>;

/** Drives one task's process over its descriptors, as the scheduler does. */
export class TaskProcess {
  readonly reports: Report[] = [];
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  private readonly logs: { out: string; err: string };
  private waiting: ((report: Report | null) => void) | null = null;
  private queue: Report[] = [];
  private over = false;

  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    const logs = mkdtempSync(path.join(folder, 'log-'));
    this.logs = { out: path.join(logs, 'out'), err: path.join(logs, 'err') };
    const out = openSync(this.logs.out, 'a');
    const err = openSync(this.logs.err, 'a');
    this.child = spawn(process.execPath, [taskScript()], { stdio: ['ignore', out, err, 'pipe', 'pipe'] });
    closeSync(out);
    closeSync(err);
    this.orders().on('error', () => undefined);
    const reports = this.child.stdio[4];
    if (reports && 'read' in reports)
      createInterface({ input: reports })
        .on('line', line => this.arrived(JSON.parse(line) as Report))
        .on('close', () => this.arrived(null));
    this.exited = new Promise(done => this.child.on('exit', code => done(code)));
  }

  get stdout(): string {
    return readFileSync(this.logs.out, 'utf8');
  }

  get stderr(): string {
    return readFileSync(this.logs.err, 'utf8');
  }

  send(order: Order): void {
    this.orders().write(`${JSON.stringify(order)}\n`);
  }

  prepare(code: NotebookCode): void {
    this.send({
      type: 'prepare',
      code,
      notebook: path.join(this.folder, 'nb.ipynb'),
      store: { root: path.join(this.folder, '.metaflow'), flow: 'F' },
      packageRoot: root
    });
  }

  /** Executes and gives the last report; `answer` gives versions of pending slots. */
  async execute(
    order: Partial<ExecuteOrder>,
    answer: (slot: string) => SlotVersion = () => ({ kind: 'absent', id: 'absent' })
  ): Promise<FinalReport> {
    const full: ExecuteOrder = {
      type: 'execute',
      execution: 1,
      run: '1',
      step: 's',
      part: { kind: 'whole' },
      setup: [],
      cells: [],
      parameters: [],
      slots: {},
      environment: {},
      sure: true,
      ...order
    };
    this.send(full);
    for (;;) {
      const report = await this.next();
      if (report === null) throw new Error(`The task's process ended early. ${this.stderr}`);
      if (report.type === 'read') this.send({ type: 'version', slot: report.slot, version: answer(report.slot) });
      if (report.type === 'finished' || report.type === 'failed') return report;
    }
  }

  /** The next report; null when there will be none. */
  next(): Promise<Report | null> {
    const report = this.queue.shift();
    if (report) return Promise.resolve(report);
    if (this.over) return Promise.resolve(null);
    return new Promise(done => (this.waiting = done));
  }

  /** Tells it to end and waits until it has. */
  async end(): Promise<number | null> {
    this.send({ type: 'exit' });
    return await this.exited;
  }

  /** Closes its orders, as a scheduler does that dies. */
  closeOrders(): void {
    this.orders().end();
  }

  private orders(): NodeJS.WritableStream {
    const orders = this.child.stdio[3];
    if (orders && 'write' in orders) return orders;
    throw new Error('no descriptor 3');
  }

  private arrived(report: Report | null): void {
    if (report === null) this.over = true;
    else this.reports.push(report);
    const { waiting } = this;
    this.waiting = null;
    if (waiting) waiting(report);
    else if (report) this.queue.push(report);
  }
}
