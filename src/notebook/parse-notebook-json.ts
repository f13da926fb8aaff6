import { createScanner, visit } from 'jsonc-parser';
import { HeadwaterError } from '../errors';

/**
 * The value of a notebook file's JSON text, with or without a byte order mark.
 * @throws HeadwaterError HW101 with the byte, counted from 0 in UTF-8, where it stops being JSON or ends too early
 */
export function parseNotebookJson(text: string): unknown {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (json.trim() === '')
    throw failure('The notebook file is empty.', 'Open it in JupyterLab and save it, or restore it from version control.');
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw broken(json, text.length - json.length, cause);
  }
}

function broken(json: string, mark: number, cause: unknown): HeadwaterError {
  const offset = firstError(json);
  const at = bytesBefore(json, offset) + mark * 3;
  const line = json.slice(0, offset).split('\n').length;
  if (offset >= json.trimEnd().length)
    return failure(
      `The notebook file is truncated: its JSON ends too early, at byte ${at} (line ${line}).`,
      'It was probably not saved to its end. Restore it from version control or from .ipynb_checkpoints.',
      cause
    );
  return failure(
    `The notebook file is not JSON: byte ${at} (line ${line}) does not belong there.`,
    'Give the .ipynb file that JupyterLab saved; after a merge, look for conflict markers at that line.',
    cause
  );
}

/** Offset of the first thing that is not JSON; the end of the text where something is missing or left open there. */
function firstError(json: string): number {
  let first = Infinity;
  visit(json, { onError: (_error, offset) => void (first = Math.min(first, offset)) }, { disallowComments: true });
  const open = openTokenAtEnd(json);
  if (open !== null && first >= open) return json.length;
  return first === Infinity ? json.length : first;
}

/** Start of a last token that runs into the end of the text unfinished (a string without its quote), or null. */
function openTokenAtEnd(json: string): number | null {
  const scanner = createScanner(json, true);
  let start = 0;
  while (scanner.getPosition() < json.length) {
    scanner.scan();
    start = scanner.getTokenOffset();
  }
  return scanner.getTokenError() !== 0 ? start : null;
}

function bytesBefore(text: string, offset: number): number {
  return new TextEncoder().encode(text.slice(0, offset)).length;
}

function failure(message: string, hint: string, cause?: unknown): HeadwaterError {
  return new HeadwaterError('HW101', message, { hint, cause });
}
