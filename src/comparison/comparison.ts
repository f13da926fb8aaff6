import type { Direction } from './direction';
import type { Finding, RunStanding } from './run-facts';

/** The mime type that our renderer for JupyterLab takes; its data is a `Comparison`. */
export const comparisonMime = 'application/vnd.headwater.comparison+json';

/**
 * What stands in a cell. In a column of numbers a text is something that is there instead of a finite number (`NaN`, `text "high"`);
 * null: the run does not have it.
 */
export type Cell = number | string | null;

/** What a column is about. */
export type Facet = 'parameter' | 'metric' | 'code' | 'environment' | 'data' | 'input' | 'cost';

/** One thing that differs between the runs; `values` in the order of the runs. */
export interface Column {
  /** Unique: `metric:score`. */
  readonly id: string;
  readonly facet: Facet;
  readonly name: string;
  readonly isNumeric: boolean;
  readonly values: readonly Cell[];
  /** Null when nothing says which end is good. */
  readonly direction: Direction | null;
  /** Where the direction is known from: an option, or a guess by the name. */
  readonly directionFrom: 'option' | 'name' | null;
  /** Rows of the best value; empty without a direction. */
  readonly best: readonly number[];
  /** How a value came from what was stored, as `last of series`; null when it is the value itself. */
  readonly reduced: string | null;
  /** What is missing or of another kind, in sentences. */
  readonly notes: readonly string[];
}

/** A row. Times in milliseconds since 1970. */
export interface ComparedRun {
  readonly pathspec: string;
  readonly createdAt: number;
  /** Null while it goes on, and when nothing says. */
  readonly seconds: number | null;
  readonly status: RunStanding;
  readonly user: string | null;
  readonly tags: readonly string[];
  readonly problem: string | null;
}

/** Runs that are repetitions of each other. */
export interface RunGroup {
  readonly rows: readonly number[];
  /** How many runs it has, where `rows` are not all of them. */
  readonly count?: number;
  /** Values that its runs share of what the grouping goes by. */
  readonly label: readonly { readonly name: string; readonly value: Cell }[];
  /** By the ids of columns of metrics. `sd` with n − 1; null for one value. */
  readonly means: Readonly<Record<string, { readonly mean: number; readonly sd: number | null; readonly count: number }>>;
  /** What else differs among its runs, by name: then it is no pure repetition. */
  readonly alsoDiffers: readonly string[];
}

/** A series by run, for curves drawn over each other. */
export interface Curve {
  readonly name: string;
  readonly lines: readonly { readonly row: number; readonly xs: readonly number[] | null; readonly ys: readonly (number | null)[] }[];
}

/** A matrix or picture by run, to be seen side by side. */
export interface Exhibit {
  readonly name: string;
  readonly items: readonly { readonly row: number; readonly finding: Finding & { readonly kind: 'matrix' | 'image' } }[];
}

/** Versions of a cell's code, by the letters that stand in its column. */
export interface CodeVersions {
  readonly column: string;
  readonly versions: readonly { readonly letter: string; readonly source: string }[];
}

/** Runs side by side: rows are runs, columns what differs. Plain JSON. */
export interface Comparison {
  readonly version: 1;
  readonly title: string;
  readonly runs: readonly ComparedRun[];
  readonly columns: readonly Column[];
  /** The row that differences are taken to; null when there is none. */
  readonly baseline: number | null;
  /** Why it is this one. */
  readonly baselineFrom: string;
  /** The row that is best by the first metric with a direction; null without one. */
  readonly best: number | null;
  /** Names of what the groups go by: the option `by`, or everything but the seed. */
  readonly by: readonly string[];
  /** Groups in which something repeats; empty when every run stands alone. */
  readonly groups: readonly RunGroup[];
  readonly curves: readonly Curve[];
  readonly exhibits: readonly Exhibit[];
  readonly code: readonly CodeVersions[];
  /** What is the same in all runs. */
  readonly same: readonly { readonly facet: Facet; readonly name: string; readonly value: string }[];
  /** Variables that differ by content and have no column. */
  readonly alsoDiffer: readonly string[];
  /** How many runs there are in all, where only the first are shown. */
  readonly total: number;
  readonly notes: readonly string[];
}
