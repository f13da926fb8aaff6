/** Keeps what was read under a name that stands for its content; the oldest go when there are too many. */
export interface Keeper<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}

/** An empty one for so many values. */
export function keeper<T>(most: number): Keeper<T> {
  const kept = new Map<string, T>();
  return {
    get: key => kept.get(key),
    set(key, value) {
      kept.set(key, value);
      if (kept.size <= most) return;
      for (const oldest of kept.keys()) {
        kept.delete(oldest);
        return;
      }
    }
  };
}
