import type { Diagnostic } from '../diagnostic';
import { isHeadwaterError } from '../errors';
import type { TaskError } from '../task/protocol';

/** An error of the scheduler itself in the shape of a task's. */
export function taskErrorOf(error: unknown): TaskError {
  const type = error instanceof Error ? error.constructor.name : typeof error;
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  if (isHeadwaterError(error))
    return { code: error.code, type, message, hint: error.hint, about: error.about, cell: error.cell, range: null, stack: '' };
  return {
    code: 'HW590',
    type,
    message: `The scheduler failed: ${message}`,
    hint: 'What had committed is kept; run again. If it happens again, report it with the stack.',
    about: null,
    cell: null,
    range: null,
    stack
  };
}

/** A task's error as a diagnostic. */
export function diagnosticOfTask(error: TaskError): Diagnostic {
  const { code, cell, range, message, hint, about } = error;
  return { code, severity: 'error', cell, range, message, hint, about };
}
