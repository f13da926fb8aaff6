import { parsePathspec } from '../pathspec';
import type { RunState, Unit } from '../run/run-state';
import { readEventLog } from '../scheduler/event-log';
import { runFolder } from '../scheduler/run-folder';
import type { RunLine } from '../scheduler/run-line';
import type { ExecutionRecord } from '../task/protocol';
import type { Rerun } from '../progress/progress-model';
import { durationText } from '../duration-text';
import { slotText } from './slot-text';

/** How much of a run went on at the same time, and what was done twice. Milliseconds. */
export interface RunWork {
  /** What its tasks took in all, without the time in which they waited for each other; reused tasks and executions that were thrown away left out. */
  readonly work: number;
  /** From the run's start to its end. */
  readonly wall: number;
  readonly reruns: readonly Rerun[];
}

/** The work that has been committed so far. */
export function committedWork(state: RunState): number {
  const units = state.steps.flatMap(step => step.units.filter(unit => unit.phase === 'committed' && unit.origin === null));
  return units.reduce((sum, unit) => sum + timeOf(unit), 0);
}

function timeOf({ record }: Unit): number {
  return record === null ? 0 : busyTime(record);
}

function busyTime({ startedAt, finishedAt, waited = 0 }: Pick<ExecutionRecord, 'startedAt' | 'finishedAt' | 'waited'>): number {
  return Math.max(0, finishedAt - startedAt - waited);
}

/** Work and reruns of `Flow/run` by its events; null where there are none, or it has not ended. */
export function workOfRun(root: string, pathspec: string): RunWork | null {
  const { flow, run } = parsePathspec(pathspec);
  const reader = readEventLog(runFolder(root, flow, run ?? '').events);
  try {
    return workOfLines(reader.next());
  } finally {
    reader.close();
  }
}

function workOfLines(lines: readonly RunLine[]): RunWork | null {
  const [head] = lines;
  const end = lines.findLast(line => line.type === 'deed' && line.deed.type === 'end');
  if (head?.type !== 'run' || end === undefined) return null;
  const times = new Map<number, number>();
  const reruns: Rerun[] = [];
  let work = 0;
  for (const line of lines) {
    if (line.type === 'event' && line.event.type === 'finished') times.set(line.event.execution, busyTime(line.event.record));
    if (line.type !== 'deed') continue;
    const { deed } = line;
    if (deed.type === 'commit' && deed.error === null && deed.execution !== null) work += times.get(deed.execution) ?? 0;
    if (deed.type === 'rerun') {
      const { position, slot, writer, cost } = deed;
      reruns.push({ step: head.run.plan.steps[position]?.name ?? '', slot, writer, cost });
    }
  }
  return { work, wall: end.at - head.at, reruns };
}

/** Work, overlap (work per time that passed, rounded to hundredths) and reruns for scripts. */
export function workFacts({ work, wall, reruns }: RunWork): Readonly<Record<string, unknown>> {
  return { work, overlap: Math.round((work / Math.max(1, wall)) * 100) / 100, reruns, rerunCost: costOf(reruns) };
}

/** The same for people: the overlap, then what ran again, why, and what it cost. */
export function workLines({ work, wall, reruns }: RunWork): string[] {
  const overlap = `Tasks took ${durationText(work)}, the run ${durationText(wall)}: overlap ${(work / Math.max(1, wall)).toFixed(2)}`;
  if (reruns.length === 0) return [overlap];
  const count = `${reruns.length} ${reruns.length === 1 ? 'rerun' : 'reruns'}`;
  const head = `Ran again, so that the result is that of the notebook (${count}, ${durationText(costOf(reruns))} in all):`;
  return [overlap, head, ...reruns.map(each => `  ${each.step} ran again: ${reasonOf(each)} (cost ${durationText(each.cost)})`)];
}

function reasonOf({ slot, writer }: Rerun): string {
  if (slot === null) return 'its inputs were not sure';
  return writer === null
    ? `it had read another version of ${slotText(slot)}`
    : `it had read ${slotText(slot)} before step '${writer}' changed it`;
}

function costOf(reruns: readonly Rerun[]): number {
  return reruns.reduce((sum, each) => sum + each.cost, 0);
}
