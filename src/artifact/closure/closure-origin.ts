/** What a function was restored from. `captured` is live: the function reads and writes its variables there. */
export interface ClosureOrigin {
  readonly source: string;
  readonly captured: object;
}

const origins = new WeakMap<object, ClosureOrigin>();

/** Remembers what a function was restored from: its captured variables are known from then on. */
export function rememberClosure(closure: object, origin: ClosureOrigin): void {
  origins.set(closure, origin);
}

/** What the function was restored from; undefined when it was made by running code. */
export function closureOrigin(closure: object): ClosureOrigin | undefined {
  return origins.get(closure);
}
