import type { TaskError } from '../task/protocol';
import type { ProcessExit } from './event';

/** Why a task failed whose process ended before it could say so. */
export function exitError(step: string, exit: ProcessExit): TaskError {
  if (exit.signal === 'SIGKILL')
    return processError('HW204', step, `The process of step '${step}' was killed by SIGKILL (out of memory?).`, {
      hint: 'Give the step less data at a time, or the machine more memory; look at the last lines of its log.',
      type: 'Killed'
    });
  if (exit.signal !== null)
    return processError('HW204', step, `The process of step '${step}' was killed by ${exit.signal}.`, {
      hint: 'Find out who sent the signal; a native library may have crashed. The last lines of its log may tell.',
      type: 'Killed'
    });
  return processError(
    'HW203',
    step,
    `The process of step '${step}' ended with exit status ${exit.code ?? 'unknown'} before the step was done.`,
    {
      hint: 'Let the cell end, or throw an error, instead of process.exit().',
      type: 'Exited'
    }
  );
}

/** Why a task failed that took longer than its step allows. */
export function timeoutError(step: string, limit: number): TaskError {
  return processError('HW205', step, `Step '${step}' took longer than its timeout of ${limit / 1000} s and was killed.`, {
    hint: 'Raise timeout.seconds in the settings of its cell, or make it do less.',
    type: 'TimedOut'
  });
}

function processError(code: string, step: string, message: string, more: { hint: string; type: string }): TaskError {
  return { code, type: more.type, message, hint: more.hint, about: step, cell: null, range: null, stack: '' };
}
