import { inspect } from 'node:util';
import type { Artifacts, Run, RunReference } from './api';
import { Lazy } from './lazy';
import { readRun, type RunPlace } from './run-place';

/** Names that are known only when the run has been looked up, so promises here. */
const names = ['id', 'pathspec', 'pathComponents'] as const;

/**
 * A run that is looked up when it is awaited. Its other properties are those of the run, which look it up when they are.
 * `run` reads nothing by itself; awaiting it makes sure that it is there.
 */
export function referenceTo<A = Artifacts>(run: Run<A>, place: RunPlace): RunReference<A> {
  const reference = new Lazy<Run<A>>(() => {
    readRun(place);
    return run;
  });
  const properties = Object.fromEntries(
    ownSurface(run).map(name => [name, { get: () => surface(run, name), enumerable: true, configurable: true }])
  );
  void Object.defineProperties(reference, {
    ...properties,
    [inspect.custom]: { value: () => inspect(run) },
    [Symbol.asyncIterator]: { value: () => run[Symbol.asyncIterator]() }
  });
  return reference as Lazy<Run<A>> & RunReference<A>;
}

function surface(run: object, name: string): unknown {
  if (names.some(each => each === name)) return new Lazy(() => Reflect.get(run, name) as unknown);
  const value: unknown = Reflect.get(run, name);
  return typeof value === 'function' ? (value.bind(run) as unknown) : value;
}

/** Every public property and method of an object and its classes. */
function ownSurface(run: object): string[] {
  const found = new Set<string>();
  for (let at: object | null = run; at !== null && at !== Object.prototype; at = Reflect.getPrototypeOf(at))
    for (const name of Object.getOwnPropertyNames(at)) found.add(name);
  for (const name of ['constructor', 'place', 'ofRun']) found.delete(name);
  return [...found];
}
