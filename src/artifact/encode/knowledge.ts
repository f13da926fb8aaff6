/** A stretch of a buffer that views share: the whole of it, or, for node's Buffers, which lie in common pools, what the views cover. */
export interface Region {
  readonly buffer: ArrayBufferLike;
  start: number;
  end: number;
  /** More than one view lies on it. */
  shared: boolean;
}

/** What must be known before an object is met, and is found out only after it: then the value is encoded once more from the start. */
export interface Knowledge {
  readonly regions: Map<ArrayBufferLike, Region[]>;
  /** `url.searchParams` -> `url`. */
  readonly urlOfParams: Map<URLSearchParams, URL>;
}

/** Thrown when something was learned that changes what has been written already. */
const learned = new Error('Something was learned that changes what was written.');

/** Stops this try; `Knowledge` has grown. */
export function tryAgain(): never {
  throw learned;
}

/** Runs `attempt` with more and more knowledge until nothing new is learned. */
export function encodeKnowing<T>(attempt: (knowledge: Knowledge) => T): T {
  const knowledge: Knowledge = { regions: new Map(), urlOfParams: new Map() };
  for (;;) {
    try {
      return attempt(knowledge);
    } catch (error) {
      if (error !== learned) throw error;
    }
  }
}
