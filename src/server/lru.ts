/** Keeps what was asked for last, up to a weight in all. */
export interface Lru<T> {
  get(key: string): T | undefined;
  /** Keeps a value; what was not asked for longest goes first. A value heavier than all that may be kept is not kept. */
  set(key: string, value: T, weight?: number): void;
}

/** An empty one that keeps so much in all; a value weighs 1 unless it is said. */
export function newLru<T>(most: number): Lru<T> {
  const kept = new Map<string, { readonly value: T; readonly weight: number }>();
  let total = 0;
  const drop = (key: string): void => {
    total -= kept.get(key)?.weight ?? 0;
    kept.delete(key);
  };
  return {
    get(key) {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      // A map keeps the order in which keys were set.
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    set(key, value, weight = 1) {
      drop(key);
      if (weight > most) return;
      kept.set(key, { value, weight });
      total += weight;
      for (const oldest of kept.keys()) {
        if (total <= most) return;
        drop(oldest);
      }
    }
  };
}
