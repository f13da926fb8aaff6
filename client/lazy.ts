import type { LazyList } from './api';

/** A promise that starts its work when somebody first waits for it, so that what is not asked for is not read. */
export class Lazy<T> extends Promise<T> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  readonly #work: () => T | PromiseLike<T>;
  #started: Promise<T> | null = null;

  constructor(work: () => T | PromiseLike<T>) {
    super(() => undefined);
    this.#work = work;
  }

  override then<R = T, E = never>(
    done?: ((value: T) => R | PromiseLike<R>) | null,
    failed?: ((reason: unknown) => E | PromiseLike<E>) | null
  ): Promise<R | E> {
    return this.#start().then(done, failed);
  }

  override catch<E = never>(failed?: ((reason: unknown) => E | PromiseLike<E>) | null): Promise<T | E> {
    return this.#start().catch(failed);
  }

  override finally(always?: (() => void) | null): Promise<T> {
    return this.#start().finally(always);
  }

  #start(): Promise<T> {
    this.#started ??= Promise.resolve().then(this.#work);
    return this.#started;
  }
}

/** A list that is read on demand: all of it when awaited, one by one when iterated. */
export class LazyItems<T> extends Lazy<T[]> implements LazyList<T> {
  readonly #items: () => Iterable<T>;

  constructor(items: () => Iterable<T>) {
    super(() => [...items()]);
    this.#items = items;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    yield* this.#items();
  }
}
