import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Diagnostic } from '../../src/diagnostic';
import { openReader } from '../../src/metadata/local-reader';
import { compareIds } from '../../src/metadata/run-order';
import type { RunOrder } from '../../src/scheduler/run-order';
import type { StartReport } from '../../src/scheduler/start-run';
import { packageRoot } from '../build';
import type { Workspace } from './workspace';

/** How a flow went. */
export interface FlowRun {
  readonly status: 'successful' | 'failed' | 'refused';
  /** Text that each step has printed, by the step's name; parts of a foreach in their order. */
  readonly printed: ReadonlyMap<string, string>;
  /** Why it failed or was refused. */
  readonly error: Pick<Diagnostic, 'code' | 'message' | 'about'> | null;
  /** The step that failed; null when none did. */
  readonly failedStep: string | null;
  /** Executions that were thrown away. */
  readonly reruns: number;
}

const program = path.join(packageRoot, 'dist/src/scheduler/main.js');

/** Without the bytecode that earlier processes have kept, a run costs twice as much. */
const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');

/** Runs a notebook with the real scheduler and real processes, and reads the result from the store. */
export async function runFlow(
  place: Workspace,
  notebook: string,
  maxWorkers: number,
  environment: Readonly<Record<string, string>> = {}
): Promise<FlowRun> {
  const order: RunOrder = { notebook, parameters: [], tags: [], maxWorkers, serial: false, knownOptions: [] };
  const report = await schedule(place, order, environment);
  if (report.type === 'refused') {
    const error = report.diagnostics.find(each => each.severity === 'error') ?? null;
    return { status: 'refused', printed: new Map(), error, failedStep: null, reruns: 0 };
  }
  const { status, error } = JSON.parse(readFileSync(path.join(report.folder, 'run.json'), 'utf8')) as Pick<FlowRun, 'error'> & {
    status: string;
  };
  const lines = eventLines(report.folder);
  return {
    status: status === 'successful' ? status : 'failed',
    printed: printedBySteps(report),
    error,
    failedStep: failedStepOf(lines),
    reruns: lines.filter(line => line.deed?.type === 'rerun').length
  };
}

/** Resolves when the scheduler has ended. */
function schedule(place: Workspace, order: RunOrder, environment: Readonly<Record<string, string>>): Promise<StartReport> {
  const child = spawn(process.execPath, [program, JSON.stringify(order)], {
    cwd: place.folder,
    env: { PATH: process.env['PATH'], HOME: place.folder, XDG_CACHE_HOME: cache, ...place.environment, ...environment },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe']
  });
  let text = '';
  let complaints = '';
  (child.stdio[3] as Readable).setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk));
  const timer = setTimeout(() => child.kill('SIGTERM'), 90_000);
  return new Promise((resolve, reject) =>
    child.once('close', () => {
      clearTimeout(timer);
      if (text === '') reject(new Error(`The scheduler said nothing. ${complaints}`));
      else resolve(JSON.parse(text.split('\n')[0] ?? '') as StartReport);
    })
  );
}

interface EventLine {
  readonly deed?: { readonly type: string; readonly position?: number; readonly error?: object | null };
  readonly run?: { readonly plan: { readonly steps: readonly { readonly name: string }[] } };
}

function eventLines(folder: string): EventLine[] {
  const file = path.join(folder, 'events.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter(line => line.includes('"deed"') || line.includes('"run"')).map(line => JSON.parse(line) as EventLine);
}

function failedStepOf(lines: readonly EventLine[]): string | null {
  const steps = lines.find(line => line.run !== undefined)?.run?.plan.steps ?? [];
  const failed = lines.findLast(line => line.deed?.type === 'commit' && line.deed.error)?.deed;
  return failed === undefined ? null : (steps[failed.position ?? -1]?.name ?? null);
}

function printedBySteps({ root, flow, run }: StartReport & { type: 'started' }): Map<string, string> {
  const reader = openReader(root);
  const printed = new Map<string, string>();
  for (const step of ['split', '', 'join'].flatMap(part => reader.steps(flow, run).filter(each => partOf(each.step) === part))) {
    const tasks = [...reader.tasks(flow, run, step.step)].sort((a, b) => compareIds(a.task, b.task));
    const name = step.step.replace(/_(split|join)$/, '');
    for (const { task } of tasks) {
      const text = Buffer.concat([...reader.logBytes({ flow, run, step: step.step, task }, 'stdout', 0)]).toString('utf8');
      printed.set(name, (printed.get(name) ?? '') + text);
    }
  }
  return printed;
}

function partOf(step: string): string {
  return /_(split|join)$/.exec(step)?.[1] ?? '';
}
