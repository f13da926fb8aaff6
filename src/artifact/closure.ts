import type { CodeContext } from './artifact';
import { closureOrigin, type ClosureOrigin } from './closure/closure-origin';
import { readFunctionText, type FunctionText } from './closure/function-text';
import { boundPartsOf, releaseInspected, scopesOf, type BoundParts, type Scope } from './closure/scope-chain';
import { refuse } from './encode/refusal';

/** A function that has no address, as another process can make it again. */
export interface Closure {
  /** An expression that makes it. */
  readonly source: string;
  /** The variables it takes from around it, by name, sorted. */
  readonly captured: object;
  /** Where each captured variable lives, to tell whether two functions share it. */
  readonly bindings: readonly Binding[];
  /** The `name` that a function made from the source has by itself. */
  readonly ownName: string;
}

/** A captured variable. */
export interface Binding {
  readonly name: string;
  readonly value: unknown;
  /** This function assigns it. */
  readonly assigned: boolean;
  /** It, and the other variables of its scope. */
  readonly scope: Scope;
  /** The function was restored: functions that share its variables have the very same `captured`. */
  readonly isExact: boolean;
}

/** Names of a module's own wrapper: a function that uses them lives inside a module. */
const moduleNames = ['require', 'module', 'exports', '__filename', '__dirname'];

/**
 * Reads a closure: its source, and its captured variables as they are now.
 * @throws HeadwaterError HW301 when another process could not make it again
 */
export function readClosure(fn: object, code: CodeContext): Closure {
  const origin = closureOrigin(fn);
  if (origin !== undefined) return restored(origin);
  const text = textOf(fn);
  const wanted = [...text.names].filter(name => !code.isAmbientName(name)).sort();
  const bindings = wanted.length === 0 ? [] : findBindings(wanted, text, scopesOf(fn));
  releaseInspected();
  const inner = bindings.find(({ name }) => moduleNames.includes(name));
  if (inner !== undefined) return refuse(...insideModule(fn, inner.name));
  const captured = Object.create(null) as Record<string, unknown>;
  for (const { name, value } of bindings) captured[name] = value;
  return { source: text.expression, captured, bindings, ownName: text.ownName };
}

function restored({ source, captured }: ClosureOrigin): Closure {
  const text = readFunctionText(source);
  const scope = { description: 'With Block', variables: captured as Record<string, unknown> };
  const bindings = Object.keys(captured).map(name => ({
    name,
    value: undefined,
    assigned: text?.assigned.has(name) ?? true,
    scope,
    isExact: true
  }));
  return { source, captured, bindings, ownName: text?.ownName ?? '' };
}

/** The parts of a bound function; null for any other. */
export function readBoundFunction(fn: object): BoundParts | null {
  const parts = isNative(fn) ? boundPartsOf(fn) : null;
  releaseInspected();
  return parts;
}

function isNative(fn: object): boolean {
  return /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(fn));
}

function textOf(fn: object): FunctionText {
  const source = Function.prototype.toString.call(fn);
  const shown = source.split('\n', 1)[0]?.slice(0, 60) ?? '';
  if (isNative(fn)) return refuse(`a function of the JavaScript engine (${shown})`, 'Make it again where it is used, or keep its result.');
  if (source.startsWith('class'))
    return refuse(`a class that is made inside a function (${shown})`, "Define the class at a cell's top level.");
  const text = readFunctionText(source);
  if (text === null) return refuse(`a function whose text cannot be read again (${shown})`, "Define it at a cell's top level.");
  if (text.needs !== null)
    return refuse(
      `a function that uses ${text.needs} (${shown})`,
      "Define it at a cell's top level, or pass what it needs as an argument."
    );
  return text;
}

/** Each name in the innermost scope that has it; names of no scope are globals. */
function findBindings(names: readonly string[], text: FunctionText, scopes: readonly Scope[]): Binding[] {
  return names.flatMap(name => {
    const scope = scopes.find(({ variables }) => Object.hasOwn(variables, name));
    if (scope === undefined) return [];
    return [{ name, value: Reflect.get(scope.variables, name), assigned: text.assigned.has(name), scope, isExact: false }];
  });
}

function insideModule(fn: object, name: string): [string, string] {
  return [
    `a function (${String(Reflect.get(fn, 'name'))}) inside a module that the module does not export; it uses the module's own ${name}`,
    'Keep what it is needed for as plain data, or call the module again where it is used.'
  ];
}
