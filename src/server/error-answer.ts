import { isHeadwaterError } from '../errors';
import type { ErrorAnswer } from './api/answer';

const statuses: Readonly<Record<string, number>> = {
  HW401: 400,
  HW402: 404,
  HW403: 500,
  HW404: 404,
  HW405: 404,
  HW407: 404,
  HW406: 404,
  HW408: 404,
  HW103: 404,
  HW413: 507,
  HW414: 403,
  HW610: 404,
  HW650: 404,
  HW651: 400,
  HW700: 404,
  HW611: 400,
  HW612: 403,
  HW613: 413,
  HW617: 404,
  HW618: 409,
  HW619: 409
};

/** HTTP status of a failure: 422 for what the notebook or the store is the reason of, 500 for a fault of the server. */
export function statusOf(error: unknown): number {
  return isHeadwaterError(error) ? (statuses[error.code] ?? 422) : 500;
}

/** What whoever asked gets to know. A fault of the server itself goes to stderr, and so into Jupyter's log, with its stack. */
export function errorAnswer(error: unknown, request: string): ErrorAnswer {
  if (isHeadwaterError(error)) {
    const { code, message, hint, about } = error;
    return { error: { code, message, hint, about } };
  }
  process.stderr.write(`headwater server: ${request}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return {
    error: {
      code: 'HW615',
      message: "Headwater's server failed on this request.",
      hint: "Try again; Jupyter's log says what happened.",
      about: null
    }
  };
}
