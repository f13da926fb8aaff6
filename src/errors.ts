import type { Diagnostic } from './diagnostic';

/** What an error knows besides its message. */
export interface HeadwaterErrorDetails {
  /** What to do about it, one sentence. */
  readonly hint: string;
  /** The variable, file, pathspec or thing that it is about. */
  readonly about?: string;
  readonly cell?: string;
  readonly cause?: unknown;
}

/** The one error class of this package: what happened to which thing, what to do, a stable code, the original kept as `cause`. */
export class HeadwaterError extends Error {
  /** Stable: `HW` and three digits; `headwater explain <code>` has its page. */
  readonly code: string;
  readonly hint: string;
  readonly about: string | null;
  readonly cell: string | null;

  constructor(code: string, message: string, details: HeadwaterErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'HeadwaterError';
    this.code = code;
    this.hint = details.hint;
    this.about = details.about ?? null;
    this.cell = details.cell ?? null;
  }
}

/** Tells a HeadwaterError from any other, across duplicate copies of this package. */
export function isHeadwaterError(error: unknown): error is HeadwaterError {
  return error instanceof Error && error.name === 'HeadwaterError' && 'code' in error && 'hint' in error;
}

/** The diagnostic that says what an error says. */
export function diagnosticFromError(error: HeadwaterError): Diagnostic {
  return {
    code: error.code,
    severity: 'error',
    cell: error.cell,
    range: null,
    message: error.message,
    hint: error.hint,
    about: error.about
  };
}
