import type { ErrorAnswer } from '../../../src/server/api/answer';

/** What the server, or the way to it, has said no to: `code` is stable, `hint` says what to do. */
export class ServerError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly about: string | null;
  /** HTTP status; 0 when there was no answer at all. */
  readonly status: number;

  constructor({ code, message, hint, about }: ErrorAnswer['error'], status: number, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ServerError';
    this.code = code;
    this.hint = hint;
    this.about = about;
    this.status = status;
  }
}

/** The error that an answer of this status and text means; what is not ours (a proxy's page, an expired login) gets words of its own. */
export function errorOfAnswer(status: number, text: string): ServerError {
  const own = ownError(text);
  if (own !== null) return new ServerError(own, status);
  if (status === 401 || status === 403) return new ServerError(loginExpired, status);
  if (status === 404) return new ServerError(notInstalled, status);
  return new ServerError({ ...unreachable, message: `Headwater's server did not answer (HTTP ${status}).` }, status);
}

/** No answer at all: Jupyter is down, or the network is. */
export function noAnswer(cause: unknown): ServerError {
  return new ServerError(unreachable, 0, cause);
}

const unreachable = {
  code: 'HW630',
  message: 'Jupyter does not answer.',
  hint: 'Nothing is lost: runs go on without it. It is asked again every few seconds.',
  about: null
};

const loginExpired = {
  code: 'HW631',
  message: 'Your login to Jupyter has expired, or this server asks for one.',
  hint: 'Log in again in another tab, then go on here: nothing is lost.',
  about: null
};

const notInstalled = {
  code: 'HW632',
  message: "Headwater's part of the Jupyter server is not there.",
  hint: 'Run `headwater doctor` in the environment of Jupyter, and restart Jupyter.',
  about: null
};

function ownError(text: string): ErrorAnswer['error'] | null {
  try {
    const answer = JSON.parse(text) as Partial<ErrorAnswer> | null;
    const error = answer?.error;
    return typeof error?.code === 'string' && typeof error.message === 'string' ? error : null;
  } catch {
    return null;
  }
}
