import type { TranslationBundle } from '@jupyterlab/translation';
import type { Comparison } from '../../../src/comparison/comparison';

/** What every part of a comparison's output is given. */
export interface PartProps {
  readonly comparison: Comparison;
  /** Rows to show, in order. */
  readonly rows: readonly number[];
  readonly trans: TranslationBundle;
}
