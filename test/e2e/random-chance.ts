/** Choices that depend on a seed alone. */
export interface Chance {
  readonly below: (n: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
}

/** Choices for a seed; small, and the same everywhere: 32 bits of state (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number): number => Math.floor(random() * n);
  return { below, pick: list => list[below(list.length)] as (typeof list)[number] };
}
