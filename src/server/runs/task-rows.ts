import type { Progress } from '../../progress/progress-model';
import { errorDiagnostic } from '../../progress/task-error';
import type { RunEnd } from '../../progress/watch-run';
import type { Unit, UnitKind } from '../../run/run-state';
import { partNames } from '../../scheduler/graph-info';
import type { TaskRow } from '../api/run';

/** What has run or runs, in notebook order: one row for each task, as its newest attempt is. */
export function taskRows({ header, state }: Progress, end: RunEnd | null): TaskRow[] {
  return state.steps.flatMap(({ units }, position) => {
    const name = header.plan.steps[position]?.name ?? '';
    return units.flatMap(unit => {
      const status = statusOf(unit, end);
      if (status === null) return [];
      const step = storedName(name, unit.kind);
      const place = `${header.flow}/${header.run}/${step}`;
      return [{ ...taskRow(unit), status, step, notebookStep: name, pathspec: unit.task === null ? place : `${place}/${unit.task}` }];
    });
  });
}

/** Name of the stored step that a part of a step is a task of. */
function storedName(step: string, kind: UnitKind): string {
  return kind === 'split' || kind === 'join' ? partNames(step)[kind] : step;
}

/** Null for what has not begun. What a run that ended has left unfinished was thrown away. */
function statusOf(unit: Unit, end: RunEnd | null): TaskRow['status'] | null {
  if (unit.caught !== null) return 'caught';
  if (unit.phase === 'committed') return unit.origin === null ? 'successful' : 'reused';
  if (unit.error !== null && unit.task !== null) return 'failed';
  return unit.execution === null || end !== null ? null : 'running';
}

function taskRow(unit: Unit): Omit<TaskRow, 'status' | 'step' | 'notebookStep' | 'pathspec'> {
  const { record, index, attempt } = unit;
  const error = unit.error ?? unit.caught;
  return {
    index,
    attempt,
    startedAt: record?.startedAt ?? unit.startedAt ?? 0,
    finishedAt: record?.finishedAt ?? null,
    waited: record?.waited ?? 0,
    stdoutSize: record === null ? 0 : record.stdout.end - record.stdout.start,
    stderrSize: record === null ? 0 : record.stderr.end - record.stderr.start,
    error: error === null ? null : errorDiagnostic(error),
    peakMemory: record?.peakMemory ?? null,
    cpu: record?.cpu ?? null
  };
}
