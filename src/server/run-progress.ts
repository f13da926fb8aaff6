import { criticalPath } from '../progress/critical-path';
import type { Progress, StepProgress } from '../progress/progress-model';
import type { RunEnd, RunWatch } from '../progress/watch-run';
import type { Diagnostic } from '../diagnostic';
import type { StepPhase } from '../step-phase';
import type { RunProgress, StepProgressRow } from './api/run';

/** A run as it stands, for whoever follows it; null while its events have not begun. */
export function runProgress({ progress, end }: Pick<RunWatch, 'progress' | 'end'>): RunProgress | null {
  if (progress === null) return null;
  const { header, startedAt, steps, state } = progress;
  return {
    pathspec: `${header.flow}/${header.run}`,
    status: end?.status ?? 'running',
    startedAt,
    finishedAt: end?.at ?? null,
    steps: steps.map(step => stepRow(step, end)),
    error: end?.error ?? null,
    traceback: end?.stack ?? null,
    warnings: warningsOf(progress),
    criticalPath: end === null ? [] : criticalPath(state)
  };
}

/** Nothing is at work any more once a run has ended: what was, has not ended by itself. */
function stepRow({ name, phase, startedAt, endedAt, worked, items, reruns }: StepProgress, end: RunEnd | null): StepProgressRow {
  const isCut = end !== null && (phase === 'running' || phase === 'blocked');
  const shown: StepPhase = isCut ? 'stopped' : phase;
  return { name, phase: shown, startedAt, endedAt: isCut ? end.at : endedAt, worked, items, reruns };
}

/** Of the analysis, then what tasks noticed, each thing once. */
function warningsOf({ header, state }: Progress): Diagnostic[] {
  const noticed = state.steps.flatMap(({ units }) => units.flatMap(unit => unit.record?.warnings ?? []));
  const distinct = new Map(noticed.map(each => [`${each.code} ${each.message}`, each]));
  const ofTasks = [...distinct.values()].map(({ code, message, hint, about }) => {
    return { code, severity: 'warning' as const, cell: null, range: null, message, hint, about };
  });
  return [...header.diagnostics.filter(each => each.severity !== 'info'), ...ofTasks];
}
