import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** What a cell has printed in tslab, and whether it went well; `stderr` has the error or the compiler's complaints. */
export interface KernelCell {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** True when tslab's compiler does not take it. */
  readonly invalid: boolean;
}

/**
 * The notebook's own kernel, made cheap: one process with tslab's converter for all notebooks, and for each notebook a fresh process with
 * tslab's executor. That this gives what tslab gives behind Jupyter is a test of its own.
 */
export interface Reference {
  /** Runs cells in order in `folder`, up to the first that fails. */
  run(sources: readonly string[], folder: string): Promise<readonly KernelCell[]>;
  close(): void;
}

const script = path.join(__dirname, 'random-tslab.cjs');

type Converted = readonly { readonly diagnostics: readonly { readonly messageText: string }[] }[];

/** Starts the converter, which takes seconds; one executor is always ready. */
export function openReference(): Reference {
  const converter = spawn(process.execPath, [script, 'convert'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number, (cells: Converted) => void>();
  createInterface({ input: converter.stdout }).on('line', line => {
    const { id, cells } = JSON.parse(line) as { id: number; cells: Converted };
    waiting.get(id)?.(cells);
    waiting.delete(id);
  });
  let asked = 0;
  const convert = (cells: readonly string[]): Promise<Converted> =>
    new Promise(resolve => {
      waiting.set(++asked, resolve);
      converter.stdin.write(`${JSON.stringify({ id: asked, cells })}\n`);
    });
  let ready = startExecutor();
  return {
    async run(sources, folder) {
      const converted = await convert(sources);
      const executor = ready;
      ready = startExecutor();
      return await execute(executor, folder, converted);
    },
    close() {
      converter.stdin.end();
      ready.kill('SIGKILL');
    }
  };
}

function startExecutor(): ChildProcess {
  return spawn(process.execPath, [script, 'execute'], { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] });
}

async function execute(executor: ChildProcess, folder: string, cells: Converted): Promise<readonly KernelCell[]> {
  const chunks: Buffer[] = [];
  (executor.stdio[3] as Readable).on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise(resolve => executor.once('close', resolve));
  const timer = setTimeout(() => executor.kill('SIGKILL'), 60_000);
  (executor.stdin as Writable).end(JSON.stringify({ folder, cells }));
  await ended;
  clearTimeout(timer);
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') throw new Error('the reference died');
  const ran = (JSON.parse(text) as { cells: Omit<KernelCell, 'invalid'>[] }).cells;
  return ran.map((cell, index) => withComplaints(cell, cells[index]?.diagnostics ?? []));
}

function withComplaints(cell: Omit<KernelCell, 'invalid'>, diagnostics: readonly { readonly messageText: string }[]): KernelCell {
  return diagnostics.length === 0
    ? { ...cell, invalid: false }
    : { ...cell, invalid: true, stderr: diagnostics.map(each => each.messageText).join('\n') };
}
