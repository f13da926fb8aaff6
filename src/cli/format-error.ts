import { isHeadwaterError } from '../errors';

/** Text for stderr: `headwater: error HW401: what happened` and, on the next line, what to do; an unexpected error keeps its stack. */
export function formatError(error: unknown): string {
  if (isHeadwaterError(error)) return `headwater: error ${error.code}: ${error.message}\n  ${error.hint}\n`;
  return `headwater: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}
