import { HeadwaterError } from '../../errors';
import type { CodeAddress, CodeContext } from '../artifact';
import { describeAddress, formatAddress, parseAddress } from '../code-address';
import { constructorOf } from '../encode/prototype';

type Constructor = new (...args: never[]) => object;

/** The function, class or object at an address (as `formatAddress` writes it); a placeholder of that name when it cannot be had here. */
export function codeAt(text: string, code: CodeContext): object {
  const address = parseAddress(text);
  if (address === null)
    throw new HeadwaterError('HW310', `A stored value names code in a way that is not known: ${text}`, { hint: 'Update headwater.' });
  return code.resolve(address) ?? placeholder(address, code);
}

/** An object of the class at the address, made without running its constructor; '' leaves the object as it is. */
export function withClass<T extends object>(object: T, address: string, code: CodeContext): T {
  if (address === '') return object;
  Object.setPrototypeOf(object, prototypeAt(address, code));
  return object;
}

/** A new object of the class at the address, with its private fields present. */
export function newInstance(address: string, code: CodeContext): object {
  const prototype = prototypeAt(address, code);
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const constructor = constructorOf(at);
    const fields = constructor === null ? null : code.privateFields(constructor);
    if (fields !== null) return Object.setPrototypeOf(fields.allocate(), prototype) as object;
  }
  return Object.create(prototype) as object;
}

function prototypeAt(address: string, code: CodeContext): object {
  const prototype: unknown = Reflect.get(codeAt(address, code), 'prototype');
  if (typeof prototype === 'object' && prototype !== null) return prototype;
  const parsed = parseAddress(address);
  throw new HeadwaterError(
    'HW312',
    `${parsed === null ? address : describeAddress(parsed)} is no class any more, but an instance of it was stored.`,
    {
      hint: 'Define the class again, or run the step that made the value again.'
    }
  );
}

const placeholders = new WeakMap<CodeContext, Map<string, object>>();

/** One placeholder for each address, so that instances of one class have one class. */
function placeholder(address: CodeAddress, code: CodeContext): object {
  const known = placeholders.get(code) ?? new Map<string, object>();
  placeholders.set(code, known);
  const id = formatAddress(address);
  const made = known.get(id) ?? namedStub(describeAddress(address));
  known.set(id, made);
  return made;
}

/** Prints under its name, and says so when it is called. */
export function namedStub(name: string): Constructor {
  const stub = function (): never {
    throw new HeadwaterError('HW313', `${name} is code of a notebook and cannot run here; only its name is stored.`, {
      hint: 'Read its fields, or import the code yourself.',
      about: name
    });
  };
  Object.defineProperty(stub, 'name', { value: name.split(/[. ]/).pop() ?? name, configurable: true });
  return stub as Function as Constructor;
}
