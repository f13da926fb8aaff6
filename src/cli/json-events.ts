import type { Diagnostic } from '../diagnostic';
import type { Deed, RunLine } from '../scheduler/run-line';
import type { Progress } from '../progress/progress-model';
import { errorDiagnostic } from '../progress/task-error';
import { reuseFacts } from './reuse-lines';
import { committedWork, workFacts } from './run-work';

/** One event as `run --json` prints it: a JSON object with a `type`; times in milliseconds. */
export type JsonEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

/** What a line of the run's events is for scripts; null for what is of no interest outside. The last event has the type `run`. */
export function jsonEvent(line: RunLine, progress: Progress): JsonEvent | null {
  if (line.type === 'run') {
    const { flow, run, notebook, diagnostics, origin, reasons } = line.run;
    const resumed = origin === null ? {} : { origin: `${flow}/${origin}`, reasons };
    return { type: 'begin', at: line.at, pathspec: `${flow}/${run}`, notebook, diagnostics, ...resumed };
  }
  return line.type === 'deed' ? describe(line.deed, progress, line.at) : null;
}

function describe(deed: Deed, progress: Progress, at: number): JsonEvent | null {
  switch (deed.type) {
    case 'execute':
      return { type: 'execution', at, ...placeOf(deed, progress), attempt: deed.attempt };
    case 'rerun':
      return { type: 'rerun', at, ...placeOf(deed, progress), variable: deed.slot, writer: deed.writer, cost: deed.cost };
    case 'commit':
      return { type: 'task', at, ...placeOf(deed, progress), ...committed(deed, progress) };
    case 'retry':
      return { type: 'retry', at, ...placeOf(deed, progress), attempt: deed.attempt, delay: deed.delay };
    case 'cancel':
      return null;
    case 'end':
      return endEvent(progress, { status: deed.status, error: deed.error === null ? null : errorDiagnostic(deed.error) }, at);
  }
}

/** The last event of a run. */
export function endEvent(progress: Progress, end: { readonly status: string; readonly error: Diagnostic | null }, at: number): JsonEvent {
  const { header, reruns, startedAt, state } = progress;
  const wall = at - startedAt;
  const facts = reuseFacts(progress);
  const resumed = facts === null ? {} : { resumed: facts };
  const work = workFacts({ work: committedWork(state), wall, reruns });
  return { type: 'run', at, pathspec: `${header.flow}/${header.run}`, ...end, duration: wall, ...work, ...resumed };
}

function placeOf(place: { readonly position: number; readonly unit: number }, { state }: Progress): Record<string, unknown> {
  const unit = state.steps[place.position]?.units[place.unit];
  return { step: state.plan.steps[place.position]?.name ?? null, part: unit?.kind ?? null, index: unit?.index ?? null };
}

function committed(deed: Deed & { type: 'commit' }, { header, state }: Progress): Record<string, unknown> {
  const unit = state.steps[deed.position]?.units[deed.unit];
  const record = unit?.record ?? null;
  const name = state.plan.steps[deed.position]?.name ?? '';
  const step = unit?.kind === 'split' || unit?.kind === 'join' ? `${name}_${unit.kind}` : name;
  return {
    pathspec: `${header.flow}/${header.run}/${step}/${deed.task}`,
    attempt: deed.attempt,
    origin: deed.origin === null ? null : `${header.flow}/${deed.origin.run}/${step}/${deed.origin.task}`,
    ok: deed.error === null,
    error: deed.error === null ? null : errorDiagnostic(deed.error),
    caught: deed.caught === null ? null : errorDiagnostic(deed.caught),
    duration: record === null ? null : record.finishedAt - record.startedAt,
    warnings: record?.warnings ?? []
  };
}
