import { parseArgs, type ParseArgsConfig } from 'node:util';
import { HeadwaterError } from '../errors';

type Parsed<T extends ParseArgsConfig> = ReturnType<typeof parseArgs<T>>;

/**
 * A command's options and positional arguments, by node's parseArgs.
 * @throws HeadwaterError HW501 for an unknown option, a missing value or an argument too many
 */
export function parseArguments<const T extends ParseArgsConfig>(config: T): Parsed<T> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [message = ''] = error.message.split('. To specify');
    throw new HeadwaterError('HW501', message.endsWith('.') ? message : `${message}.`, {
      hint: 'headwater <command> --help lists the options.',
      cause: error
    });
  }
}

/**
 * The only positional argument of a command.
 * @throws HeadwaterError HW501 when there is none or more than one
 */
export function onlyArgument(positionals: readonly string[], what: string): string {
  const [first, second] = positionals;
  if (first === undefined) throw usage(`Which ${what}?`, `Give one ${what}; headwater <command> --help says more.`);
  if (second !== undefined) throw usage(`One ${what} is enough; '${second}' is too many.`, 'Quote a path that has spaces in it.');
  return first;
}

/** An error in how a command is used, HW501. */
export function usage(message: string, hint: string, about?: string): HeadwaterError {
  return new HeadwaterError('HW501', message, about === undefined ? { hint } : { hint, about });
}
