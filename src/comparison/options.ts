/** How runs are to be compared. */
export interface ComparisonOptions {
  /** Names of the metrics, as `score` or `history.loss`; left out: every number, series and small table that differs. */
  readonly metrics?: readonly string[];
  /** Parameters that the runs are grouped by; runs of one group are repetitions: mean ± sd. Left out: all but the seed. */
  readonly by?: readonly string[];
  /** Metrics of which less is better; where a name is in neither list, it is guessed from the name. */
  readonly lower?: readonly string[];
  /** Metrics of which more is better. */
  readonly higher?: readonly string[];
  /** The run that differences are taken to: its id, pathspec, one of its tags, or `best`. Left out: tagged `baseline` or `production`, else the oldest. */
  readonly baseline?: string;
  /** Names of the parameters that make a repetition; left out: `seed`, `random_seed`, `random_state` and the like. */
  readonly seed?: readonly string[];
}

/** Whether a parameter only makes a repetition. */
export function isSeed(name: string, options: ComparisonOptions): boolean {
  return options.seed === undefined ? /^seed$|[_\d]seed$|[a-z]Seed$|^random_?[sS]tate$/.test(name) : options.seed.includes(name);
}
