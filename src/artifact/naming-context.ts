import type { CodeContext } from './artifact';
import { isObject } from './decode/value-kinds';

/**
 * A context in which no code of a notebook is known: JavaScript's own classes are themselves, everything else becomes a placeholder, so
 * that an instance of a cell's class prints as `Model { … }`, and a function says, when it is called, that it cannot run here.
 */
export const namingContext: CodeContext = {
  addressOf: builtinAddress,
  resolve: address => (address.kind === 'builtin' ? builtinAt(address.path) : undefined),
  compile: () => undefined,
  isAmbientName: () => false,
  privateFields: () => null
};

/** Classes and functions right on globalThis, such as TypeError. */
function builtinAddress(value: object): ReturnType<CodeContext['addressOf']> {
  const name: unknown = typeof value === 'function' ? Reflect.getOwnPropertyDescriptor(value, 'name')?.value : undefined;
  return typeof name === 'string' && builtinAt([name]) === value ? { kind: 'builtin', path: [name] } : null;
}

function builtinAt(path: readonly string[]): object | undefined {
  let at: unknown = globalThis;
  for (const key of path) at = isObject(at) && Object.hasOwn(at, key) ? (Reflect.get(at, key) as unknown) : undefined;
  return isObject(at) ? at : undefined;
}
