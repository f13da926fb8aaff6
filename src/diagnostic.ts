/** How much a diagnostic matters: an `error` refuses the run, a `warning` does not. */
export type Severity = 'error' | 'warning' | 'info';

/** A half-open span inside a cell's source; lines and columns count from 0. */
export interface SourceRange {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * One thing that is wrong, as the CLI, the notebook and the API all show it.
 * `cell` is the cell's id, `range` lies inside that cell; both are null when the notebook as a whole is meant.
 * `about` names the variable, step or thing that it is about.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly cell: string | null;
  readonly range: SourceRange | null;
  readonly message: string;
  readonly hint: string;
  readonly about: string | null;
}
