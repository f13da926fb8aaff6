import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { headwaterBin, packageRoot } from '../build';

/** How a command ended; `status` is 128 + n after signal n, as a shell says it. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A cell of a notebook that a test makes. */
export interface TestCell {
  readonly source: string;
  /** Step that it is tagged with; none when absent. */
  readonly step?: string | null;
  readonly tags?: readonly string[];
  readonly settings?: object;
}

/** A folder of its own with a store of its own, as a user's project would be. */
export interface Workspace {
  readonly folder: string;
  readonly storeRoot: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Writes a notebook of TypeScript cells and returns its absolute path. */
  notebook(name: string, cells: readonly TestCell[], metadata?: object): string;
  file(name: string, content: string | Uint8Array): string;
  headwater(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Starts the command and leaves it running. */
  start(args: readonly string[], options?: RunOptions): Started;
  remove(): void;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeout?: number;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
  /** Resolves once stdout and stderr together match; rejects when the command ends first. */
  waitFor(pattern: RegExp): Promise<RegExpMatchArray>;
}

/** Makes an empty workspace under the temporary directory. */
export function makeWorkspace(): Workspace {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-e2e-'));
  symlinkSync(path.join(packageRoot, 'node_modules'), path.join(folder, 'node_modules'));
  const environment = {
    METAFLOW_DATASTORE_SYSROOT_LOCAL: folder,
    METAFLOW_USER: 'tester',
    METAFLOW_HOME: path.join(folder, '.metaflowconfig')
  };
  const write = (name: string, content: string | Uint8Array) => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const start = (args: readonly string[], options: RunOptions = {}) => startCommand(folder, args, environment, options);
  return {
    folder,
    storeRoot: path.join(folder, '.metaflow'),
    environment,
    notebook: (name, cells, metadata) => write(name, JSON.stringify(notebookJson(cells, metadata), null, 1)),
    file: write,
    start,
    headwater: (args, options) => start(args, options).ended,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  };
}

/** A notebook for the tslab kernel, in nbformat 4.5. */
export function notebookJson(cells: readonly TestCell[], metadata: object = {}): object {
  return {
    cells: cells.map((cell, index) => ({
      cell_type: 'code',
      execution_count: null,
      id: `c${index}`,
      metadata: cellMetadata(cell),
      outputs: [],
      source: cell.source.split(/(?<=\n)/)
    })),
    metadata: {
      kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' },
      language_info: { name: 'typescript' },
      ...metadata
    },
    nbformat: 4,
    nbformat_minor: 5
  };
}

/** The JSON events that `run --json` printed. */
export function eventsOf(ran: Ran): Record<string, unknown>[] {
  const lines = ran.stdout.split('\n').filter(line => line.trim() !== '');
  return lines.map(line => JSON.parse(line) as Record<string, unknown>);
}

/** The last event of `run --json`: how the run ended. */
export function lastEvent(ran: Ran): Record<string, unknown> {
  const last = eventsOf(ran).at(-1);
  if (last === undefined) throw new Error(`No event was printed; stderr: ${ran.stderr}`);
  return last;
}

/** Text of a file of the fixtures. */
export function readFixture(name: string): string {
  return readFileSync(path.join(packageRoot, 'test/fixtures', name), 'utf8');
}

function cellMetadata(cell: TestCell): object {
  const tags = [...(cell.tags ?? []), ...(cell.step === undefined || cell.step === null ? [] : [`step:${cell.step}`])];
  return { ...(tags.length > 0 ? { tags } : {}), ...(cell.settings === undefined ? {} : { headwater: cell.settings }) };
}

function startCommand(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  options: RunOptions
): Started {
  const child = spawn(process.execPath, [headwaterBin, ...args], {
    cwd: folder,
    env: { ...cleanEnvironment(), ...environment, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8');
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeout ?? 60_000);
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ status: code ?? 128 + (signal === 'SIGKILL' ? 9 : signal === 'SIGINT' ? 2 : 15), stdout: text(out), stderr: text(err) });
    });
  });
  return { child, ended, waitFor: pattern => waitForText(child, () => text(out) + text(err), pattern, ended) };
}

async function waitForText(child: ChildProcess, soFar: () => string, pattern: RegExp, ended: Promise<Ran>): Promise<RegExpMatchArray> {
  let over = false;
  void ended.then(() => (over = true));
  for (;;) {
    const match = soFar().match(pattern);
    if (match !== null) return match;
    if (over || child.killed) throw new Error(`Ended without printing ${String(pattern)}: ${soFar()}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(METAFLOW_|VITEST|NODE_OPTIONS|FORCE_COLOR)/.test(name));
  return Object.fromEntries(kept);
}
