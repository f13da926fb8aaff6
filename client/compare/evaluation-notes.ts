import type { Evaluated } from './evaluate';

/** How many runs that failed are named. */
const mostNamed = 5;

/** What went wrong, run by run, and why nothing was kept, in sentences. */
export function evaluationNotes<T, A>(results: readonly Evaluated<T, A>[], uncached: string | null): string[] {
  const failed = results.flatMap(({ run, error }) => (error === null ? [] : [`${run.id}: ${error.name}: ${error.message}`]));
  const more = failed.length > mostNamed ? [`${failed.length - mostNamed} more runs could not be evaluated.`] : [];
  const named = failed.slice(0, mostNamed).map(each => `Could not be evaluated: ${each}`);
  return [...named, ...more, ...(uncached === null ? [] : [`Results are not kept for the next time: ${uncached}.`])];
}
