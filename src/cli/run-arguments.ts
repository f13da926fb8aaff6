import { availableParallelism } from 'node:os';
import type { GivenParameter } from '../run/parameter-values';
import type { RunOrder } from '../scheduler/run-order';
import { onlyArgument, usage } from './parse-arguments';

/** What `headwater run` was asked for. */
export interface RunArguments {
  readonly order: RunOrder;
  readonly json: boolean;
}

/** What `headwater resume` was asked for; `run`, `from` and `notebook` are null when they were not given. */
export interface ResumeArguments {
  readonly order: Omit<RunOrder, 'notebook' | 'resume'>;
  readonly json: boolean;
  /** `Flow` or `Flow/run`. */
  readonly run: string | null;
  readonly from: string | null;
  readonly notebook: string | null;
}

/** Steps often wait for something else than a processor. */
const fewestWorkers = 4;

/**
 * Reads the arguments of `headwater run`: its own options; every other `--name value` is a parameter of the notebook, which is known only
 * once the notebook has been analysed.
 * @throws HeadwaterError HW501 when an option lacks its value, the notebook is missing or given twice
 */
export function readRunArguments(args: readonly string[]): RunArguments {
  const { order, json, positionals } = readArguments(args, []);
  return { order: { ...order, notebook: onlyArgument(positionals, 'notebook') }, json };
}

/** Reads the arguments of `headwater resume` in the same way. @throws HeadwaterError HW501 when an option lacks its value or two runs are given */
export function readResumeArguments(args: readonly string[]): ResumeArguments {
  const { order, json, positionals, values } = readArguments(args, ['from', 'notebook']);
  const run = positionals.length === 0 ? null : onlyArgument(positionals, 'run');
  return { order, json, run, from: values['from'] ?? null, notebook: values['notebook'] ?? null };
}

interface Arguments {
  readonly order: Omit<RunOrder, 'notebook' | 'resume'>;
  readonly json: boolean;
  readonly positionals: readonly string[];
  /** Of the options that only one command has. */
  readonly values: Readonly<Record<string, string>>;
}

const options = ['param', 'tag', 'max-workers', 'serial', 'json'];

/** `own`: options with a value that only this command has. */
function readArguments(args: readonly string[], own: readonly string[]): Arguments {
  const values: Record<string, string> = {};
  const parameters: GivenParameter[] = [];
  const tags: string[] = [];
  const positionals: string[] = [];
  let maxWorkers = Math.max(fewestWorkers, availableParallelism());
  const flags = { serial: false, json: false };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') positionals.push(...rest.splice(0));
    else if (!arg.startsWith('--')) positionals.push(arg);
    else {
      const { name, value } = splitOption(arg);
      if (name === 'serial' || name === 'json') flags[name] = readFlag(name, value);
      else if (own.includes(name)) values[name] = needed(name, value ?? rest.shift());
      else if (name === 'tag') tags.push(needed(name, value ?? rest.shift()));
      else if (name === 'max-workers') maxWorkers = readCount(name, needed(name, value ?? rest.shift()));
      else if (name === 'param') parameters.push(readPair(needed(name, value ?? rest.shift())));
      else parameters.push({ name, text: value ?? (isValue(rest[0]) ? (rest.shift() ?? null) : null) });
    }
  }
  const order = { parameters, tags, maxWorkers, serial: flags.serial, knownOptions: [...options, ...own] };
  return { order, json: flags.json, positionals, values };
}

function splitOption(arg: string): { name: string; value: string | undefined } {
  const equals = arg.indexOf('=');
  return equals < 0 ? { name: arg.slice(2), value: undefined } : { name: arg.slice(2, equals), value: arg.slice(equals + 1) };
}

/** A negative number is a value; the notebook's own name never is. */
function isValue(arg: string | undefined): boolean {
  return arg !== undefined && !arg.startsWith('--') && !arg.endsWith('.ipynb');
}

function readFlag(name: string, value: string | undefined): true {
  if (value !== undefined) throw usage(`--${name} takes no value.`, `Write --${name} alone.`, `--${name}`);
  return true;
}

function needed(name: string, value: string | undefined): string {
  if (value === undefined) throw usage(`--${name} needs a value.`, `Write --${name} <value>.`, `--${name}`);
  return value;
}

function readCount(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw usage(`--${name} must be a whole number of at least 1, and not '${text}'.`, `Write for instance --${name} 4.`, `--${name}`);
  return count;
}

function readPair(text: string): GivenParameter {
  const equals = text.indexOf('=');
  if (equals < 1) throw usage(`--param ${text} has no '='.`, 'Write --param name=value, or --name value.', '--param');
  return { name: text.slice(0, equals), text: text.slice(equals + 1) };
}
