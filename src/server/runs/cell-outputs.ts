import type { Store } from '../../../client/store';
import type { Progress } from '../../progress/progress-model';
import type { Unit } from '../../run/run-state';
import { partNames } from '../../scheduler/graph-info';
import type { TaskPath } from '../../metadata/metadata';
import { errorOutput, taskOutputs } from './task-outputs';

/**
 * What the tasks of a step have shown, by the id of the cell. What a run of an older Headwater has printed stands at the cell that failed,
 * else at the step's last one. Outputs of an item come after a line with its number.
 */
export function stepOutputs(store: Store, progress: Progress, position: number, cells: readonly string[]): Map<string, object[]> {
  const found = new Map<string, object[]>(cells.map(cell => [cell, []]));
  for (const unit of progress.state.steps[position]?.units ?? []) {
    const error = unit.error ?? unit.caught;
    const last = error !== null && error.cell !== null && found.has(error.cell) ? error.cell : (cells.at(-1) ?? '');
    const path = pathOf(progress, position, unit);
    const shown = path === null || unit.record === null ? none : taskOutputs(store, path, unit.record, last);
    // A setup cell that fails has shown something too.
    const foreign = [...shown].flatMap(([cell, outputs]) => (found.has(cell) ? [] : outputs));
    for (const [cell, outputs] of found) {
      const own = [
        ...(cell === last ? foreign : []),
        ...(shown.get(cell) ?? []),
        ...(cell === last && error !== null ? [errorOutput(error)] : [])
      ];
      if (own.length > 0) outputs.push(...heading(unit), ...own);
    }
  }
  return found;
}

const none: ReadonlyMap<string, object[]> = new Map();

function heading({ index }: Unit): object[] {
  return index === null ? [] : [{ output_type: 'stream', name: 'stdout', text: `[${index}]\n` }];
}

/** Null while it has not been published. */
function pathOf({ header, state }: Progress, position: number, { kind, task }: Unit): TaskPath | null {
  const name = state.plan.steps[position]?.name ?? '';
  const step = kind === 'split' || kind === 'join' ? partNames(name)[kind] : name;
  return task === null ? null : { flow: header.flow, run: header.run, step, task };
}
