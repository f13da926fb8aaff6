import type { Deed, RunHeader, RunLine } from '../scheduler/run-line';
import type { Progress } from '../progress/progress-model';
import { durationText } from '../duration-text';
import { slotText } from './slot-text';
import { errorText } from '../progress/task-error';
import { reasonLines } from './reuse-lines';

/** What a line of the events says to somebody who reads plain text; null for what is not worth a line. `progress` is the state before it. */
export function plainLine(line: RunLine, progress: Progress): string | null {
  if (line.type === 'run') return resumeText(line.run);
  if (line.type !== 'deed') return null;
  return describe(line.deed, progress, line.at);
}

function describe(deed: Deed, progress: Progress, at: number): string | null {
  switch (deed.type) {
    case 'execute':
      return deed.attempt > 0 ? `${placeOf(deed, progress)}: attempt ${deed.attempt + 1} started` : `${placeOf(deed, progress)}: started`;
    case 'rerun':
      if (deed.execution === null) return `${placeOf(deed, progress)}: not reused, ${reasonOf(deed)}`;
      return `${placeOf(deed, progress)}: runs again, ${reasonOf(deed)} (cost ${durationText(deed.cost)})`;
    case 'commit':
      if (deed.origin !== null)
        return `${placeOf(deed, progress)}: reused, task ${deed.task} is task ${deed.origin.task} of ${progress.header.flow}/${deed.origin.run}`;
      if (deed.caught !== null) return `${placeOf(deed, progress)}: failed and was caught, ${errorText(deed.caught)} (task ${deed.task})`;
      return deed.error === null
        ? `${placeOf(deed, progress)}: done${tookOf(deed, progress)}, task ${deed.task}`
        : `${placeOf(deed, progress)}:${attemptOf(deed, progress)} failed, ${errorText(deed.error)}`;
    case 'retry':
      return deed.delay === 0 ? null : `${placeOf(deed, progress)}: attempt ${deed.attempt + 1} in ${durationText(deed.delay)}`;
    case 'cancel':
      return null;
    case 'end':
      return `run ${deed.status} after ${durationText(at - progress.startedAt)}`;
  }
}

function resumeText({ flow, origin, reasons }: RunHeader): string | null {
  return origin === null ? null : [`resumes ${flow}/${origin}`, ...reasonLines(reasons)].join('\n');
}

function reasonOf(deed: Deed & { type: 'rerun' }): string {
  if (deed.slot === null) return 'its inputs were not known to be right';
  return deed.writer === null
    ? `it had read another version of ${slotText(deed.slot)}`
    : `${slotText(deed.slot)} was written by step '${deed.writer}' after it had read it`;
}

/** `train [3/12]` for an item, `train_split`, `train_join`, `train` for a whole step. */
function placeOf(place: { readonly position: number; readonly unit: number }, { state }: Progress): string {
  const name = state.plan.steps[place.position]?.name ?? `step ${place.position}`;
  const units = state.steps[place.position]?.units ?? [];
  const unit = units[place.unit];
  if (unit === undefined || unit.kind === 'whole') return name;
  if (unit.kind !== 'item') return `${name}_${unit.kind}`;
  return `${name} [${(unit.index ?? 0) + 1}/${units.filter(each => each.kind === 'item').length}]`;
}

/** The next attempt may have started before its failure is told. */
function attemptOf({ position, attempt }: Deed & { type: 'commit' }, { state }: Progress): string {
  return (state.plan.steps[position]?.retries ?? 0) > 0 ? ` attempt ${attempt + 1}` : '';
}

function tookOf(place: { readonly position: number; readonly unit: number }, { state }: Progress): string {
  const record = state.steps[place.position]?.units[place.unit]?.record ?? null;
  return record === null ? '' : ` in ${durationText(record.finishedAt - record.startedAt)}`;
}
