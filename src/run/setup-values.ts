import type { TaskError } from '../task/protocol';
import { change, type Draft } from './draft';
import type { RunState, Unit } from './run-state';

/** The first setup variable that a unit has read with another content than the tasks committed before it; null when there is none. */
export function changedSetup({ setup }: RunState, { record }: Unit): string | null {
  const read = Object.entries(record?.setup ?? {});
  return read.find(([name, key]) => Object.hasOwn(setup, name) && setup[name] !== key)?.[0] ?? null;
}

/** Remembers what a committed unit has read of the setup cells' variables; the first content of each counts. */
export function noteSetup(draft: Draft, { record }: Unit): void {
  if (record?.setup !== undefined) change(draft, { setup: { ...record.setup, ...draft.state.setup } });
}

/** Why a run fails in which the setup cells have made different values in different tasks. */
export function setupError(step: string, name: string): TaskError {
  return {
    code: 'HW241',
    type: 'SetupDiffers',
    message: `The setup cells made another value of '${name}' in the task of step '${step}' than in an earlier task.`,
    hint: `Setup cells run in every task: make '${name}' in a step, so that it is made once.`,
    about: name,
    cell: null,
    range: null,
    stack: ''
  };
}
