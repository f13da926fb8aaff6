import type { RunOrder } from '../scheduler/run-order';
import { onlyArgument, usage } from './parse-arguments';
import { readRunArguments } from './run-arguments';

/** What `headwater verify` was asked for. */
export interface VerifyArguments {
  readonly run: RunOrder & { readonly notebook: string };
  readonly json: boolean;
  /** Milliseconds for one cell in the kernel; null for as long as it likes. */
  readonly limit: number | null;
  /** Whether to look also at what scratch cells would change. */
  readonly scratch: boolean;
}

/**
 * Reads the arguments of `headwater verify`: those of a run, `--timeout` and `--no-scratch`.
 * @throws HeadwaterError HW501 when an option lacks its value, the notebook is missing or given twice
 */
export function readVerifyArguments(args: readonly string[]): VerifyArguments {
  const own = takeOwn(args);
  const { order, json } = readRunArguments(own.rest);
  const notebook = onlyArgument(order.notebook === null ? [] : [order.notebook], 'notebook');
  const knownOptions = [...order.knownOptions, 'timeout', 'no-scratch'];
  return { run: { ...order, notebook, knownOptions }, json, limit: own.limit, scratch: own.scratch };
}

function takeOwn(args: readonly string[]): { readonly rest: readonly string[]; readonly limit: number | null; readonly scratch: boolean } {
  const rest: string[] = [];
  let limit: number | null = null;
  let scratch = true;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '--no-scratch') scratch = false;
    else if (arg === '--timeout') limit = readLimit(args[++index]);
    else if (arg.startsWith('--timeout=')) limit = readLimit(arg.slice('--timeout='.length));
    else rest.push(arg);
  }
  return { rest, limit, scratch };
}

function readLimit(text: string | undefined): number {
  const seconds = Number(text);
  if (text !== undefined && Number.isFinite(seconds) && seconds > 0) return seconds * 1000;
  throw usage(
    `--timeout must be a number of seconds${text === undefined ? '' : `, and not '${text}'`}.`,
    'Write for instance --timeout 120.',
    '--timeout'
  );
}
