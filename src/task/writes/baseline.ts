import type { EncodedGroup } from '../../artifact/artifact';

/** Content of a value when it was loaded, or made by setup: its key, and that of the joint blob. */
export interface Baseline {
  readonly key: string;
  readonly joint: string | null;
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
