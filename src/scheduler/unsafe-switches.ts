import type { Diagnostic } from '../diagnostic';

/** Parts of the promise that a test has switched off, to show that it would find out. */
export interface UnsafeSwitches {
  /** False: what an execution has read is never found to be wrong. */
  readonly validate: boolean;
  /** False: variables that share objects are stored each alone. */
  readonly grouping: boolean;
  /** Loud warnings, one a switch. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the environment variable `HEADWATER_UNSAFE`: `no-validation`, `no-grouping`, or both with a comma between. */
export function unsafeSwitches(environment: NodeJS.ProcessEnv): UnsafeSwitches {
  const given = (environment['HEADWATER_UNSAFE'] ?? '').split(',').filter(each => each !== '');
  return { validate: !given.includes('no-validation'), grouping: !given.includes('no-grouping'), diagnostics: given.map(warningOf) };
}

function warningOf(name: string): Diagnostic {
  return {
    code: 'HW242',
    severity: 'warning',
    cell: null,
    range: null,
    message: `HEADWATER_UNSAFE=${name} is set: THE RESULTS OF THIS RUN MAY BE WRONG.`,
    hint: 'Unset HEADWATER_UNSAFE; it is there for tests of Headwater itself.',
    about: 'HEADWATER_UNSAFE'
  };
}
