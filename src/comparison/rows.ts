import type { Cell, Comparison } from './comparison';
import type { RunFacts } from './run-facts';

/** How many different values there are; null, which is nothing, counts as one. */
export function distinct(values: readonly Cell[]): number {
  return new Set(values).size;
}

const mostNamed = 3;

/** Which runs, for a sentence: `1 run (1795… failed)`, `4 runs (…, …, … and 1 more)`. */
export function runNames(runs: readonly RunFacts[], rows: readonly number[]): string {
  const named = rows.slice(0, mostNamed).flatMap(row => {
    const run = runs[row];
    return run === undefined ? [] : [`${run.pathspec.split('/')[1]}${run.status === 'successful' ? '' : `, ${run.status}`}`];
  });
  const more = rows.length > named.length ? ` and ${rows.length - named.length} more` : '';
  return `${rows.length} ${rows.length === 1 ? 'run' : 'runs'} (${named.join('; ')}${more})`;
}

/** Whether there is nothing to say about how they stand. */
export function areSuccessful(runs: readonly Pick<RunFacts, 'status' | 'problem'>[]): boolean {
  return runs.every(({ status, problem }) => status === 'successful' && problem === null);
}

/** A column's name in a head: at most so many characters, its beginning and its end. */
export function shortTitle(name: string, most: number): string {
  return name.length <= most ? name : `${name.slice(0, Math.ceil(most / 2))}…${name.slice(1 - Math.floor(most / 2))}`;
}

/** A tag beside a run: its beginning, since some say why. */
export function shortTag(tag: string): string {
  return tag.length <= longestTag ? tag : `${tag.slice(0, longestTag - 1)}…`;
}

const longestTag = 32;

/** The first rows, and those that must be seen: the best and the baseline. */
export function firstRows({ runs, best, baseline }: Comparison, most: number): number[] {
  const first = runs.slice(0, most).map((_, row) => row);
  const others = [...new Set([best, baseline])].filter(row => row !== null && row >= most && row < runs.length);
  return [...first, ...others.flatMap(row => row ?? [])];
}

/** `A`, `B`, … `Z`, `AA`, …: a version by its number from 0. */
export function letterOf(version: number): string {
  const rest = Math.floor(version / 26);
  return (rest === 0 ? '' : letterOf(rest - 1)) + String.fromCharCode(65 + (version % 26));
}
