import type { CodeContext } from '../artifact';
import { arrowCalls } from './arrow-calls';
import { builtinCalls } from './builtin-calls';
import { datetimeCalls } from './datetime-calls';
import { libraryCalls } from './library-calls';
import { numpyCalls } from './numpy-calls';
import type { PythonCall } from './python-call';
import { PythonGlobal, PythonObject } from './python-values';

const calls = new Map<string, PythonCall>(
  [builtinCalls, datetimeCalls, libraryCalls, numpyCalls, arrowCalls].flatMap(table => Object.entries(table))
);

/** What calling `callable` would give, for the callables that are known; else an object that shows what would be called. */
export function callPython(callable: unknown, args: readonly unknown[], code: CodeContext): unknown {
  if (!(callable instanceof PythonGlobal)) return new PythonObject(describeCallable(callable), args);
  if (isReconstructor(callable)) return callPython(args[0], args.slice(2), code);
  return calls.get(canonicalName(callable))?.(args, code) ?? new PythonObject(callable.className, args);
}

/** `copyreg` makes objects of a class that its second to last argument names. */
function isReconstructor({ module, name }: PythonGlobal): boolean {
  return /^copy_?reg$/.test(module) && (name === '_reconstructor' || name === '__newobj__');
}

/** One spelling for modules that were renamed over the years. */
function canonicalName({ module, name }: PythonGlobal): string {
  const renamed = module
    .replace(/^__builtin__$/, 'builtins')
    .replace(/^numpy\._core\./, 'numpy.core.')
    .replace(/^pathlib\._local$/, 'pathlib')
    .replace(/^_decimal$/, 'decimal');
  return `${renamed}.${name}`;
}

function describeCallable(callable: unknown): string {
  return callable instanceof PythonObject ? callable.className : typeof callable;
}
