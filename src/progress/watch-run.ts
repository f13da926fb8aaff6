import type { FSWatcher } from 'node:fs';
import type { Diagnostic } from '../diagnostic';
import { diedCode } from '../metadata/run-life';
import type { RunStatus } from '../run/instruction';
import { readEventLog } from '../scheduler/event-log';
import type { RunFolder } from '../scheduler/run-folder';
import type { RunLine } from '../scheduler/run-line';
import { buryOrSayWhyNot, isOwnerGone, ownerDied } from './dead-run';
import { addLine, newProgress, type Progress } from './progress-model';
import { errorDiagnostic } from './task-error';
import { tryWatch } from './watch-file';

/** How a run has ended. */
export interface RunEnd {
  /** `died`: its scheduler is gone, whether somebody has recorded that or could not. */
  readonly status: RunStatus | 'died';
  readonly error: Diagnostic | null;
  /** The error's stack, with frames of cells as `cell <id>:line:column`; null where there is none. */
  readonly stack: string | null;
  readonly at: number;
}

/** A run that somebody looks at while it goes on, or after. */
export interface RunWatch {
  /** Null while its events have not begun. */
  readonly progress: Progress | null;
  /** Null while it goes on. */
  readonly end: RunEnd | null;
  /** Takes in what is new; the lines, for whoever wants more than the progress. Closes a run whose scheduler has died. */
  look(): readonly RunLine[];
  /** Until something has been written, or `longest` milliseconds later, or it is over. */
  pause(longest: number, over: AbortSignal): Promise<void>;
  close(): void;
}

/** Milliseconds between two looks at whether the run's owner lives. */
const lifeInterval = 2000;

/** Opens a run to be looked at from its beginning. */
export function watchRun(folder: RunFolder): RunWatch {
  const reader = readEventLog(folder.events);
  let progress: Progress | null = null;
  let end: RunEnd | null = null;
  let watcher: FSWatcher | null = null;
  let wake: () => void = () => undefined;
  let examined = Date.now();

  const take = (lines: readonly RunLine[]): readonly RunLine[] => {
    for (const line of lines) {
      if (line.type === 'run') progress ??= newProgress(line.run, line.at);
      if (progress === null) continue;
      progress = addLine(progress, line);
      if (line.type === 'deed' && line.deed.type === 'end') end = endOf(line.deed, line.at);
    }
    return lines;
  };
  const buryDead = (): readonly RunLine[] => {
    if (progress === null || end !== null || !isOwnerGone(folder)) return [];
    const obstacle = buryOrSayWhyNot(folder);
    const lines = take(reader.next());
    if (lines.length === 0)
      end = { status: 'died', error: { ...ownerDied(progress, obstacle), severity: 'error' }, stack: null, at: Date.now() };
    return lines;
  };

  return {
    get progress() {
      return progress;
    },
    get end() {
      return end;
    },
    look() {
      const lines = take(reader.next());
      if (Date.now() - examined < lifeInterval) return lines;
      examined = Date.now();
      return [...lines, ...buryDead()];
    },
    pause: (longest, over) =>
      new Promise(resolve => {
        watcher ??= tryWatch(folder.events, () => wake());
        wake = () => {
          clearTimeout(timer);
          over.removeEventListener('abort', wake);
          resolve();
        };
        const timer = setTimeout(wake, longest);
        if (over.aborted) wake();
        else over.addEventListener('abort', wake, { once: true });
      }),
    close() {
      watcher?.close();
      reader.close();
    }
  };
}

function endOf({ status, error }: Extract<RunLine, { type: 'deed' }>['deed'] & { type: 'end' }, at: number): RunEnd {
  if (error === null) return { status, error: null, stack: null, at };
  return {
    status: error.code === diedCode ? 'died' : status,
    error: errorDiagnostic(error),
    stack: error.stack === '' ? null : error.stack,
    at
  };
}
