/** What the execution of a cell has come to. */
export type Outcome =
  /** `value` of its last expression; undefined for none. */
  { readonly status: 'ok'; readonly value: unknown } | Failure;

/** Why a cell has ended before its end, in the words of the protocol. */
export interface Failure {
  readonly status: 'error';
  readonly ename: string;
  readonly evalue: string;
  /** Lines, with ANSI colours. */
  readonly traceback: readonly string[];
}

/** The outcome of a cell that somebody has ended. */
export function interruption(): Failure {
  const evalue = 'The cell was interrupted.';
  return { status: 'error', ename: 'Interrupted', evalue, traceback: [`${red('Interrupted')}: ${evalue}`] };
}

/** Text in red. */
export function red(text: string): string {
  return `\u001b[31m${text}\u001b[39m`;
}
