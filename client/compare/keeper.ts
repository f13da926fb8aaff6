/** Keeps what was read under a name that stands for its content; what has not been asked for longest goes when there are too many. */
export interface Keeper<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}

/**
 * An empty one for at most so many values, of which at least the half that was asked for last is there. Two generations, of which the older one goes as
 * a whole: taking single ones out of the front of a large Map takes longer with each.
 */
export function keeper<T>(most: number): Keeper<T> {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  const set = (key: string, value: T): void => {
    young.set(key, value);
    if (young.size * 2 < most) return;
    old = young;
    young = new Map();
  };
  return {
    get(key) {
      const found = young.get(key);
      if (found !== undefined || young.has(key)) return found;
      const older = old.get(key);
      if (older !== undefined) set(key, older);
      return older;
    },
    set
  };
}
