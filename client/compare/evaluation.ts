import { inspect } from 'node:util';
import type { Artifacts } from '../api';
import type { Comparison } from './comparison';
import type { Evaluated } from './evaluate';

const displaySymbol = Symbol.for('Jupyter.display');

/** What `evaluate` gives: a comparison with the results as metrics, and the results themselves. It shows itself as that comparison. */
export class Evaluation<T, A = Artifacts> {
  readonly comparison: Comparison<A>;
  /** In the order of the runs. */
  readonly results: readonly Evaluated<T, A>[];
  /** Why nothing is kept for the next time; null when it is. */
  readonly uncached: string | null;

  constructor(comparison: Comparison<A>, results: readonly Evaluated<T, A>[], uncached: string | null) {
    this.comparison = comparison;
    this.results = results;
    this.uncached = uncached;
  }

  [displaySymbol](): Record<string, unknown> {
    return this.comparison.bundle();
  }

  [inspect.custom](): string {
    return inspect(this.comparison);
  }
}

const mostNamed = 5;

/** What went wrong, run by run, and why nothing was kept, in sentences. */
export function evaluationNotes<T, A>(results: readonly Evaluated<T, A>[], uncached: string | null): string[] {
  const failed = results.flatMap(({ run, error }) => (error === null ? [] : [`${run.id}: ${error.name}: ${error.message}`]));
  const more = failed.length > mostNamed ? [`${failed.length - mostNamed} more runs could not be evaluated.`] : [];
  const named = failed.slice(0, mostNamed).map(each => `Could not be evaluated: ${each}`);
  return [...named, ...more, ...(uncached === null ? [] : [`Results are not kept for the next time: ${uncached}.`])];
}
