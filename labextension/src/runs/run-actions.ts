import type { RunRow } from '../../../src/server/api/run';

/** What can be done with a run. */
export interface RunActions {
  /** Shows the run under the cells of the current notebook. */
  readonly lookBack: (row: RunRow) => void;
  readonly open: (row: RunRow) => void;
  readonly compare: (a: RunRow, b: RunRow) => void;
  /** Back to the notebook's own outputs. */
  readonly leave: () => void;
}
