import type { FSWatcher } from 'node:fs';
import { createInterface } from 'node:readline';
import { buryOrSayWhyNot, isOwnerGone, ownerDied } from '../progress/dead-run';
import { addLine, newProgress, type Progress } from '../progress/progress-model';
import { tryWatch } from '../progress/watch-file';
import { readEventLog } from '../scheduler/event-log';
import { requestStop } from '../scheduler/requests';
import type { RunFolder } from '../scheduler/run-folder';
import type { RunLine } from '../scheduler/run-line';
import type { TaskError } from '../task/protocol';
import { endEvent, jsonEvent } from './json-events';
import { plainLine } from './progress-lines';
import { drawProgress, openPainter, type Painter } from './progress-screen';
import { lastLines, reportError, reportRun, reportWarnings } from './run-report';

/** How to follow a run. */
export interface FollowOptions {
  readonly folder: RunFolder;
  /** Events as JSON lines on stdout, instead of progress on stderr and a report on stdout. */
  readonly json: boolean;
}

/** Exit status of a command that has followed a run: 0 success, 1 failed, 130 stopped or left running. */
type ExitStatus = 0 | 1 | 130;

/** Follows a run's events to its end and prints them. Ctrl-C asks once, on a terminal, whether to stop the run or leave it; elsewhere it stops it. */
export async function followRun(options: FollowOptions): Promise<ExitStatus> {
  const follower = newFollower(options);
  const interrupts = catchInterrupts(follower);
  try {
    while (follower.status === null) {
      follower.readNew();
      if (follower.status === null) await follower.pause();
    }
    return follower.status;
  } finally {
    interrupts.release();
    follower.close();
  }
}

interface Follower {
  status: ExitStatus | null;
  asking: boolean;
  readNew(): void;
  /** Until something has been written, or a moment later. */
  pause(): Promise<void>;
  stop(): void;
  close(): void;
}

/** Milliseconds between two looks at a run, in case the file system gives no notice; also the time of a frame. */
const glance = 100;

function newFollower({ folder, json }: FollowOptions): Follower {
  const reader = readEventLog(folder.events);
  const terminal = !json && process.stderr.isTTY;
  let progress: Progress | null = null;
  let painter: Painter | null = null;
  let wake: () => void = () => undefined;
  let watcher: FSWatcher | null = null;
  let looks = 0;

  const draw = (): void => {
    if (progress === null || !terminal || follower.asking) return;
    painter ??= openPainter(process.stderr);
    painter.draw(drawProgress(progress, screenOptions(progress)));
  };
  const take = (line: RunLine): void => {
    if (line.type === 'run') progress = newProgress(line.run, line.at);
    if (progress === null) return;
    if (json) printJson(jsonEvent(line, progress));
    else if (!terminal) printLine(plainLine(line, progress));
    progress = addLine(progress, line);
    if (line.type === 'deed' && line.deed.type === 'end') end(progress, line.deed.status, line.deed.error, line.at);
  };
  const end = (seen: Progress, status: string, error: TaskError | null, at: number): void => {
    draw();
    process.stderr.write(reportWarnings(seen));
    if (error !== null) process.stderr.write(reportError(error, seen) + lastErrors(seen));
    if (!json) process.stdout.write(reportRun(seen, status, at));
    follower.status = status === 'successful' ? 0 : status === 'failed' ? 1 : 130;
  };
  const buryDead = (): void => {
    if (progress === null || !isOwnerGone(folder)) return;
    const obstacle = buryOrSayWhyNot(folder);
    for (const line of reader.next()) take(line);
    if (follower.status !== null) return;
    const error = ownerDied(progress, obstacle);
    if (json) printJson(endEvent(progress, { status: 'failed', error: { ...error, severity: 'error' } }, Date.now()));
    process.stderr.write(`headwater: error ${error.code}: ${error.message}\n  ${error.hint}\n`);
    follower.status = 1;
  };

  const follower: Follower = {
    status: null,
    asking: false,
    readNew() {
      for (const line of reader.next()) if (follower.status === null) take(line);
      draw();
      if (++looks % 20 === 0 && follower.status === null) buryDead();
    },
    pause: () =>
      new Promise(resolve => {
        const timer = setTimeout(resolve, glance);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        watcher ??= tryWatch(folder.events, () => wake());
      }),
    stop: () => requestStop(folder.requests, 'the command line'),
    close() {
      painter?.close();
      watcher?.close();
      reader.close();
    }
  };
  return follower;
}

function screenOptions(progress: Progress): Parameters<typeof drawProgress>[1] {
  const { columns = 80, rows = 24 } = process.stderr;
  const lastOutput = progress.output === null ? null : (lastLines(progress.output, 1)[0] ?? null);
  return { columns, rows, now: Date.now(), colour: process.env['NO_COLOR'] === undefined, lastOutput };
}

function printJson(event: object | null): void {
  if (event !== null) process.stdout.write(`${JSON.stringify(event)}\n`);
}

function printLine(line: string | null): void {
  if (line !== null) process.stderr.write(`${line}\n`);
}

/** The end of what the failed execution has printed to stderr. */
function lastErrors(progress: Progress): string {
  const lines = progress.errors === null ? [] : lastLines(progress.errors, 10);
  return lines.length === 0 ? '' : `  last lines on stderr:\n${lines.map(line => `    ${line}`).join('\n')}\n`;
}

/** Ctrl-C and SIGTERM while a run is followed. */
function catchInterrupts(follower: Follower): { release(): void } {
  const interrupt = (): void => {
    if (process.stdin.isTTY && process.stderr.isTTY && !follower.asking) void ask(follower);
    else follower.stop();
  };
  const terminate = (): void => follower.stop();
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', terminate);
  return {
    release() {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', terminate);
    }
  };
}

/** A second Ctrl-C while the question stands means stop. */
async function ask(follower: Follower): Promise<void> {
  follower.asking = true;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await new Promise<string>(resolve => {
    lines.on('SIGINT', () => resolve('s'));
    lines.on('close', () => resolve('s'));
    lines.question('\nStop the run, leave it running, or go on watching? [s/l/w] ', resolve);
  });
  lines.close();
  follower.asking = false;
  if (answer.trim().toLowerCase().startsWith('l')) leave(follower);
  else if (!answer.trim().toLowerCase().startsWith('w')) follower.stop();
}

function leave(follower: Follower): void {
  process.stderr.write('The run goes on; `headwater attach` shows it again, `headwater stop` ends it.\n');
  follower.status = 130;
}
