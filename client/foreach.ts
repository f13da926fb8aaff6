import { HeadwaterError } from '../src/errors';

/**
 * Calls `body` for each item, one after the other, and gives the results in item order. In a plain kernel that is all it does; in a run, a
 * `foreach` at the top level of a step's cell becomes one task for each item, with the same result.
 * @throws HeadwaterError HW419 when `items` cannot be iterated or `body` is no function
 */
export async function foreach<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  body: (item: T, index: number) => R | Promise<R>
): Promise<Awaited<R>[]> {
  checkArguments(items, body);
  const results: Awaited<R>[] = [];
  const observer = findObserver();
  observer?.begun();
  for await (const item of items) {
    observer?.item(results.length);
    results.push(await body(item, results.length));
  }
  observer?.done();
  return results;
}

/** Who wants to know of items: the probe of `headwater verify`, inside a kernel. */
interface Observer {
  begun(): void;
  item(index: number): void;
  done(): void;
}

function findObserver(): Observer | undefined {
  return Reflect.get(globalThis, Symbol.for('headwater.foreach')) as Observer | undefined;
}

function checkArguments(items: unknown, body: unknown): void {
  const iterable = items !== null && items !== undefined && (Symbol.iterator in Object(items) || Symbol.asyncIterator in Object(items));
  if (iterable && typeof body === 'function') return;
  throw new HeadwaterError('HW419', `foreach was given ${iterable ? 'no function' : 'nothing that can be iterated'}.`, {
    about: 'foreach',
    hint: 'Write: const results = await foreach(items, item => …).'
  });
}
