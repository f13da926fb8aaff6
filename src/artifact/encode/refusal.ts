import { HeadwaterError } from '../../errors';

/**
 * Ends the encoding of a variable, because of what lies at the place that is being encoded.
 * @throws HeadwaterError HW301 always: its message says what is there ("a generator"), its hint what to do instead
 */
export function refuse(what: string, hint: string, cause?: unknown): never {
  throw new HeadwaterError('HW301', what, { hint, cause });
}

/** One step of the way from a variable to a value inside it: a property's key, an index, or text that is printed as it is. */
export type PathStep = string | number | symbol | { readonly text: string };

/** The way as people write it: `model.layers[3].activation`. */
export function formatPath(variable: string, steps: readonly PathStep[]): string {
  return variable + steps.map(formatStep).join('');
}

function formatStep(step: PathStep): string {
  if (typeof step === 'number') return `[${step}]`;
  if (typeof step === 'symbol') return `[${String(step)}]`;
  if (typeof step === 'object') return step.text;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}
