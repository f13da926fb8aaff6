import { inspect } from 'node:util';
import type { Artifacts, Data } from './api';
import { Lazy } from './lazy';

/** What stands behind a `data` object. */
export interface DataSource {
  /** Reads one artifact's value. */
  read(name: string): unknown;
  /** Names of the artifacts that are there, hidden ones left out; only names are read. */
  names(): string[];
  /** What it is the data of, for printing. */
  title(): string;
}

/** Artifacts as properties that are promises. `then` is none of them, so that the object itself can be awaited. */
export function dataOf<A = Artifacts>(source: DataSource): Data<A> {
  const target: Data<A> & object = Object.create(null);
  // Printing looks through the proxy at this object.
  Object.defineProperty(target, inspect.custom, { value: () => summary(source), configurable: true });
  return new Proxy(target, handlerOf(source));
}

function handlerOf<T extends object>(source: DataSource): ProxyHandler<T> {
  const read = (name: string): Lazy<unknown> => new Lazy(() => source.read(name));
  const has = (name: string | symbol): name is string => typeof name === 'string' && namesOrNone(source).includes(name);
  return {
    get: (target, name) =>
      typeof name === 'symbol' ? Reflect.get(target, name) : name === 'then' ? undefined : name === 'get' ? read : read(name),
    has: (_, name) => has(name),
    ownKeys: () => namesOrNone(source),
    getOwnPropertyDescriptor: (_, name) =>
      has(name) ? { value: read(name), enumerable: true, configurable: true, writable: false } : undefined,
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false
  };
}

/** For listing by the console and for completion, which must not fail. */
function namesOrNone(source: DataSource): string[] {
  try {
    return source.names();
  } catch {
    return [];
  }
}

function summary(source: DataSource): string {
  const names = namesOrNone(source);
  return `${source.title()}: ${names.length === 0 ? 'no artifacts' : names.join(', ')}`;
}
