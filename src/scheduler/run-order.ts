import type { GivenParameter } from '../run/parameter-values';
import type { Control } from '../task/protocol';

/** Where a run lies. */
export interface RunAddress {
  /** The store's root. */
  readonly root: string;
  readonly flow: string;
  readonly run: string;
}

/** What a run is asked to be. JSON. */
export interface RunOrder {
  /** Path of the notebook, absolute or from the current folder; null: where the run that is resumed has read it. */
  readonly notebook: string | null;
  readonly parameters: readonly GivenParameter[];
  readonly tags: readonly string[];
  readonly maxWorkers: number;
  readonly serial: boolean;
  /** Names of the command's own options, to be offered where an unknown parameter looks like one. */
  readonly knownOptions: readonly string[];
  /** The run to go on from, and the step that must run again, if any; left out for a run from the beginning. */
  readonly resume?: RunAddress & { readonly from: string | null };
  /** Root of the store to write, a folder that is there; left out: the one that belongs to the notebook. Only to verify a notebook. */
  readonly store?: string;
  /** Randomness and time of every step; left out: the real ones. Only to verify a notebook. */
  readonly control?: Control;
}
