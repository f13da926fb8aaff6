import type { CodeContext } from '../artifact';
import { isObject } from './value-kinds';
import { namedStub } from './instances';
import { rememberClosure } from '../closure/closure-origin';

/** The function of a source text, over its captured variables; a stub where code must not run. */
export function closureOf(captured: unknown, source: string, code: CodeContext): unknown {
  const variables = isObject(captured) ? (captured as Record<string, unknown>) : {};
  const made = code.compile(source, variables);
  if (made === undefined) return namedStub('function');
  rememberClosure(made, { source, captured: variables });
  return made;
}

/** A bound function. */
export function bindFunction(target: unknown, self: unknown, args: unknown): unknown {
  if (typeof target !== 'function') return namedStub('bound function');
  return Reflect.apply(Function.prototype.bind, target, [self, ...(Array.isArray(args) ? (args as unknown[]) : [])]) as unknown;
}
