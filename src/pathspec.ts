import { HeadwaterError } from './errors';

/** The parts of `Flow/run/step/task/artifact`; those not given are null. */
export interface Pathspec {
  readonly flow: string;
  readonly run: string | null;
  readonly step: string | null;
  readonly task: string | null;
  readonly artifact: string | null;
}

/** One part of a pathspec: no separator, no NUL, and neither `.` nor `..`, so that it cannot leave its folder. */
const part = /^(?!\.{1,2}$)[^/\\\0]+$/;

/**
 * Reads `Flow/run/step/task/artifact`, from the left as many parts as there are.
 * @throws HeadwaterError HW401 for an empty part, `..`, a backslash, or more than five parts
 */
export function parsePathspec(text: string): Pathspec {
  const parts = text.split('/');
  if (parts.length > 5 || parts.some(each => !part.test(each)))
    throw new HeadwaterError('HW401', `'${text}' is not a pathspec.`, {
      about: text,
      hint: 'Write Flow, Flow/run, Flow/run/step, Flow/run/step/task or Flow/run/step/task/artifact.'
    });
  const [flow = '', run = null, step = null, task = null, artifact = null] = parts;
  return { flow, run, step, task, artifact };
}
