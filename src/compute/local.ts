import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { startTime } from '../machine/processes';
import type { ComputeBackend, ComputeEvent, ComputeHandle, Submission } from './compute';
import { openOrphanWatch, type OrphanWatch } from './orphan-watch';

/** Which program a task's process runs. */
export interface LocalProgram {
  /** Absolute path of the module to run. */
  readonly entry: string;
  /** Options for Node, before the module. */
  readonly nodeOptions: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Processes on this machine: orders on file descriptor 3, messages on 4, one JSON line each; output straight into files.
 * Each leads a process group of its own, so that what it has started ends with it; none outlives the process that calls this.
 */
export function localCompute(program: LocalProgram): ComputeBackend {
  let watch: OrphanWatch | null = null;
  return {
    name: 'local',
    submit: submission => startProcess(program, submission, (watch ??= openOrphanWatch())),
    reattach: reattachLocal
  };
}

/** Takes hold of a process of this machine that another scheduler has started; null when it is gone. */
export function reattachLocal(id: string): { cancel(): void } | null {
  return isSameProcess(id) ? { cancel: () => killGroup(pidOf(id)) } : null;
}

function startProcess(program: LocalProgram, submission: Submission, watch: OrphanWatch): ComputeHandle {
  const child = spawnChild(program, submission);
  keepWatched(child, watch);
  const orders = child.stdio[3] as Writable;
  // A process that dies with orders unread breaks the pipe; its end is reported by `ended`.
  orders.on('error', () => undefined);
  const events = eventsOf(child);
  return {
    id: processId(child.pid ?? -1),
    submission,
    send: message => void orders.write(`${JSON.stringify(message)}\n`),
    listen: events.listen,
    cancel: () => child.pid !== undefined && killGroup(child.pid)
  };
}

function keepWatched(child: ChildProcess, watch: OrphanWatch): void {
  const { pid } = child;
  if (pid === undefined) return;
  watch.add(pid);
  child.once('close', () => watch.remove(pid));
}

function spawnChild(program: LocalProgram, { stdout, stderr, folder }: Submission): ChildProcess {
  const out = openSync(stdout, 'a');
  const err = openSync(stderr, 'a');
  try {
    return spawn(process.execPath, [...program.nodeOptions, program.entry], {
      cwd: folder,
      detached: true,
      env: program.environment,
      stdio: ['ignore', out, err, 'pipe', 'pipe']
    });
  } finally {
    closeSync(out);
    closeSync(err);
  }
}

/** Events wait until somebody listens; `ended` comes only after the last message has been read. */
function eventsOf(child: ChildProcess): { listen(listener: (event: ComputeEvent) => void): void } {
  const waiting: ComputeEvent[] = [];
  let listener: ((event: ComputeEvent) => void) | null = null;
  const emit = (event: ComputeEvent): void => void (listener === null ? waiting.push(event) : listener(event));
  readLines(child.stdio[4] as Readable, line => emit({ type: 'message', message: JSON.parse(line) }));
  let ended = false;
  const end = (code: number | null, signal: string | null, error: Error | null): void => {
    if (!ended) emit({ type: 'ended', code, signal, error });
    ended = true;
  };
  child.once('error', error => end(null, null, error));
  child.once('close', (code, signal) => end(code, signal, null));
  // Something that the task has started may still hold its pipes open: 'close' would then never come.
  child.once('exit', () => killGroup(child.pid ?? -1));
  return {
    listen: next => {
      listener = next;
      for (const event of waiting.splice(0)) next(event);
    }
  };
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  let rest: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      rest.push(chunk.subarray(start, end));
      onLine(Buffer.concat(rest).toString('utf8'));
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  });
  stream.on('error', () => undefined);
}

function killGroup(pid: number): void {
  if (pid <= 0) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

/** A pid alone may belong to another process later. */
function processId(pid: number): string {
  return `${pid}:${startTime(pid) ?? ''}`;
}

function isSameProcess(id: string): boolean {
  const started = startTime(pidOf(id));
  return started !== null && id === `${pidOf(id)}:${started}`;
}

function pidOf(id: string): number {
  return Number(id.split(':')[0]);
}
