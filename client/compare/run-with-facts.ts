import type { RunFacts } from '../../src/comparison/run-facts';
import type { Run } from '../api';

/** A run with what was read of it. */
export interface RunWithFacts<A> {
  readonly run: Run<A>;
  readonly facts: RunFacts;
}
