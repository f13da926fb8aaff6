import { inspect } from 'node:util';
import type { Table } from 'apache-arrow';
import { compareFacts } from '../../src/comparison/compare-facts';
import { comparisonMime, type Comparison as ComparisonData } from '../../src/comparison/comparison';
import { comparisonHtml } from '../../src/comparison/draw/comparison-html';
import type { ComparisonOptions } from '../../src/comparison/options';
import { comparisonText } from '../../src/comparison/comparison-text';
import { shownPart } from '../../src/comparison/shown-part';
import { HeadwaterError } from '../../src/errors';
import type { Artifacts, Run } from '../api';
import { comparisonTable } from './comparison-table';
import { evaluateRuns, type Evaluated, type EvaluateOptions } from './evaluate';
import { evaluationNotes } from './evaluation-notes';
import type { RunWithFacts } from './run-with-facts';
import { comparisonRows, type ComparisonRow } from './comparison-rows';

const displaySymbol = Symbol.for('Jupyter.display');

/** Runs side by side, as `compare` gives them: shows itself as a cell's last value, and is a value for the next cell. */
export class Comparison<A = Artifacts> {
  readonly #runs: readonly RunWithFacts<A>[];
  readonly #options: ComparisonOptions;
  readonly #notes: readonly string[];
  #data: ComparisonData | null = null;
  #rows: readonly ComparisonRow[] | null = null;
  #table: Table | null = null;

  /** `notes`: what is to be said of it before everything else. */
  constructor(runs: readonly RunWithFacts<A>[], options: ComparisonOptions, notes: readonly string[] = []) {
    this.#runs = runs;
    this.#options = options;
    this.#notes = notes;
  }

  /** The runs, in the order of the rows. */
  get runs(): readonly Run<A>[] {
    return this.#runs.map(each => each.run);
  }

  /** Everything that is shown, as plain data. */
  get data(): ComparisonData {
    this.#data ??= this.#compare();
    return this.#data;
  }

  /** One plain object for each run: `run`, `status`, `seconds`, `tags`, then every parameter and metric by its name, also those that are the same. */
  get rows(): readonly ComparisonRow[] {
    this.#rows ??= comparisonRows(
      this.#runs.map(each => each.facts),
      this.#options
    );
    return this.#rows;
  }

  /** The rows as an Arrow table; numbers are Float64, what is missing is null. */
  get table(): Table {
    this.#table ??= comparisonTable(this.rows);
    return this.#table;
  }

  /**
   * The run with the best value of the first metric whose good end is known; the first of several that are equal.
   * @throws HeadwaterError HW723 when no metric has a good end
   */
  get best(): Run<A> {
    const { best } = this.data;
    const found = best === null ? undefined : this.#runs[best]?.run;
    if (found !== undefined) return found;
    throw new HeadwaterError('HW723', 'Nothing says which of these runs is the best.', {
      hint: "Say which end of a metric is good: compare(runs, { metrics: ['score'], higher: ['score'] })."
    });
  }

  /**
   * The comparison of some of its runs: those whose row a function accepts, or has these values (a list: any of them).
   * Nothing is read again.
   */
  where(wanted: ((row: ComparisonRow) => boolean) | Readonly<Record<string, unknown>>): Comparison<A> {
    const { rows } = this;
    const accepts = typeof wanted === 'function' ? wanted : matching(wanted);
    const kept = this.#runs.filter((_, at) => {
      const row = rows[at];
      return row !== undefined && accepts(row);
    });
    return new Comparison(kept, this.#options);
  }

  /**
   * Applies a function to each run and gives a comparison in which its results are metrics (`evaluated`, or a result's fields by
   * their names) beside a list of the results. What was computed before by the same code from the same inputs is not computed again. A run for which it throws says so, the others go on.
   * All of it happens in this process: what waits overlaps, what computes goes one after the other.
   */
  async evaluate<T>(work: (run: Run<A>) => T | Promise<T>, options: EvaluateOptions = {}): Promise<Evaluation<T, A>> {
    const { results, runs, added, uncached } = await evaluateRuns(this.#runs, work, options);
    const metrics = this.#options.metrics === undefined ? {} : { metrics: [...added, ...this.#options.metrics] };
    const comparison = new Comparison(runs, { ...this.#options, ...metrics }, evaluationNotes(results, uncached));
    return new Evaluation(comparison, results, uncached);
  }

  /** How it shows itself in Jupyter: natively through our renderer, as HTML that needs no script, and as text. */
  [displaySymbol](): Record<string, unknown> {
    return this.bundle();
  }

  /** What it shows itself as, by mime type. */
  bundle(): Record<string, unknown> {
    const shown = shownPart(this.data);
    return { [comparisonMime]: shown, 'text/html': comparisonHtml(shown), 'text/plain': comparisonText(shown) };
  }

  [inspect.custom](): string {
    return comparisonText(this.data);
  }

  #compare(): ComparisonData {
    const data = compareFacts(
      this.#runs.map(each => each.facts),
      this.#options
    );
    return { ...data, notes: [...this.#notes, ...data.notes] };
  }
}

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

  /** As the comparison does. */
  [displaySymbol](): Record<string, unknown> {
    return this.comparison.bundle();
  }

  [inspect.custom](): string {
    return inspect(this.comparison);
  }
}

function matching(wanted: Readonly<Record<string, unknown>>): (row: ComparisonRow) => boolean {
  const entries = Object.entries(wanted);
  return row =>
    entries.every(([name, value]) => {
      const own = row[name];
      if (Array.isArray(own)) return [value].flat().every(each => (own as readonly unknown[]).includes(each));
      return [value].flat().some(each => Object.is(each, own));
    });
}
