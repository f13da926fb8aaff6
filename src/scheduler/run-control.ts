import { createHash } from 'node:crypto';
import type { Control } from '../task/protocol';

/**
 * Randomness and time for the setup cells of a run, which every task runs for itself and must find the same: a seed from the run's id, and
 * the moment that the id stands for (microseconds since 1970, as Metaflow's).
 */
export function controlOfRun(run: string): Control {
  const microseconds = Number(run);
  return { seed: seedOf(run), now: Number.isFinite(microseconds) ? Math.floor(microseconds / 1000) : 0 };
}

/** The control of one step's own code in a run that is verified: each step has its own random numbers, whatever was used before it. */
export function controlOfStep(control: Control, step: string): Control {
  return { seed: seedOf(`${control.seed} ${step}`), now: control.now };
}

/** 32 bits. */
function seedOf(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32LE(0);
}
