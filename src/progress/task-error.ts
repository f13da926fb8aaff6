import type { Diagnostic } from '../diagnostic';
import type { TaskError } from '../task/protocol';

/** What user code has thrown comes with its type; what the engine says does not need one. */
export function errorText({ code, type, message }: TaskError): string {
  return code === 'HW200' ? `${type}: ${message}` : message;
}

/** A task's error in the shape of a diagnostic. */
export function errorDiagnostic(error: TaskError): Diagnostic {
  const { code, cell, range, hint, about } = error;
  return { code, severity: 'error', cell, range, message: errorText(error), hint, about };
}
