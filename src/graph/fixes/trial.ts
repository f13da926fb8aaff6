import type { Diagnostic } from '../../diagnostic';
import type { CellChange } from '../../notebook/fix';

/** Finds out what a notebook would be with some cells tagged otherwise or elsewhere. */
export interface Trial {
  /**
   * True when the changes end the diagnostic and give no error that was not there before. What cells read and write is taken as it is:
   * ask only about changes of tags, settings and places.
   */
  ends(diagnostic: Diagnostic, changes: readonly CellChange[]): boolean;
}
