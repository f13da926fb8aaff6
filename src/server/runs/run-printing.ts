import type { Progress } from '../../progress/progress-model';
import type { ExecutionRecord } from '../../task/protocol';
import type { RunLine } from '../../scheduler/run-line';
import type { LogPiece } from '../api/run';
import { openLogFile, type LogFile, type Printing } from './log-file';

/** A task that was published: its log is in the store. */
export interface PublishedPrinting {
  readonly of: Printing['of'];
  readonly task: string;
  /** `split`, `join`, …: see `UnitKind`. */
  readonly kind: string;
}

/** Everything that the executions of a run print. */
export interface RunPrinting {
  /** Takes in new lines of the run's events; `progress`: after them. */
  take(lines: readonly RunLine[], progress: Progress): void;
  /** One piece of each file that has something new. */
  pieces(): Generator<LogPiece>;
  /** Tasks whose files were gone before they could be read. */
  missed(): PublishedPrinting[];
  close(): void;
}

/** Follows the files that processes print into. */
export function newRunPrinting(): RunPrinting {
  const files = new Map<string, LogFile>();
  const printings = new Map<number, Printing[]>();
  const published: (PublishedPrinting & { readonly execution: number })[] = [];

  const expect = (path: string, printing: Printing): void => {
    const file = files.get(path) ?? openLogFile(path);
    files.set(path, file);
    file.expect(printing);
  };
  const execute = (deed: Deed & { type: 'execute' }, progress: Progress): void => {
    const unit = progress.state.steps[deed.position]?.units[deed.unit];
    const of = { step: progress.header.plan.steps[deed.position]?.name ?? '', index: unit?.index ?? null, attempt: deed.attempt };
    const made = (['stdout', 'stderr'] as const).map(stream => {
      const printing = { execution: deed.execution, of: { ...of, stream }, end: null, isSeen: false };
      expect(deed[stream], printing);
      return printing;
    });
    printings.set(deed.execution, made);
  };
  const commit = (deed: Deed & { type: 'commit' }, progress: Progress): void => {
    if (deed.execution === null) return;
    const kind = progress.state.steps[deed.position]?.units[deed.unit]?.kind ?? 'whole';
    for (const { of } of printings.get(deed.execution) ?? []) published.push({ execution: deed.execution, of, task: deed.task, kind });
  };
  const finish = (execution: number, record: ExecutionRecord): void => {
    for (const each of printings.get(execution) ?? []) each.end = record[each.of.stream].end;
  };
  return {
    take(lines, progress) {
      for (const line of lines) {
        if (line.type === 'event' && 'record' in line.event) finish(line.event.execution, line.event.record);
        if (line.type === 'deed' && line.deed.type === 'execute') execute(line.deed, progress);
        if (line.type === 'deed' && line.deed.type === 'commit') commit(line.deed, progress);
      }
    },
    *pieces() {
      for (const file of files.values()) {
        const piece = file.next();
        if (piece !== null) yield piece;
      }
    },
    missed() {
      const isMissed = ({ execution, of }: (typeof published)[number]): boolean =>
        printings.get(execution)?.some(each => each.of.stream === of.stream && !each.isSeen) ?? false;
      return published.filter(isMissed);
    },
    close() {
      for (const file of files.values()) file.close();
    }
  };
}

type Deed = Extract<RunLine, { type: 'deed' }>['deed'];
