import type { EncodedGroup, StoredVersion } from '../../artifact/artifact';
import type { Slot } from '../protocol';

/** Content of a value when it was loaded, or made by setup: its key, and that of the joint blob. */
export interface Baseline {
  readonly key: string;
  readonly joint: string | null;
  /** Variables whose tables lie in the same memory. Left out: none. */
  readonly viewOf?: readonly Slot[];
}

/** What a stored version says of a value when it is loaded. */
export function baselineOf({ key, joint, viewOf = [] }: StoredVersion): Baseline {
  return { key, joint: joint?.key ?? null, viewOf };
}

/** A value that may have to be written. */
export interface Candidate {
  readonly value: unknown;
  /** Null when it is new or rebound. */
  readonly baseline: Baseline | null;
}

/** Joint key of a group as a stored version has it: the value's own when all variables are the same value. */
export function jointKeyOf(group: EncodedGroup): string | null {
  if (group.joint !== null) return group.joint.key;
  const [first] = group.variables;
  return group.variables.length > 1 && first !== undefined ? (group.values[first]?.key ?? null) : null;
}
