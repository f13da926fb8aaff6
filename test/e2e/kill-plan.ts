import { writePoints, type WritePoint } from '../../src/datastore/write-point';

/** Who is killed from outside, and how many milliseconds after the run has begun. */
export interface OutsideKill {
  readonly who: 'scheduler' | 'task' | 'both';
  readonly after: number;
}

/** One way to kill a run. */
export interface Kill {
  readonly name: string;
  /** Where a process kills itself, as `HEADWATER_KILL_AT` says it; null when it is killed from outside only. */
  readonly point: string | null;
  readonly outside: OutsideKill | null;
  /** How the run that goes on is killed in its turn; null when it is left alone. */
  readonly again: OutsideKill | null;
  /** What happens at the point only in a store that has nothing yet. */
  readonly fresh: boolean;
  /** The point lies in tagging a run. */
  readonly tagging: boolean;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * `count` kills, in random order: each write point as it is passed first, in each program that passes it; points as they are passed later;
 * and as many random moments, a few of them in the run that goes on too. `duration`: of a run left alone, in milliseconds.
 */
export function planKills(count: number, duration: number, random: () => number): Kill[] {
  const first = shuffled(
    pointsOnce(duration, () => 0, random),
    random
  );
  const later = shuffled(pointsOnce(duration, random, random), random);
  const named = [...first, ...later].slice(0, Math.ceil(count * 0.6));
  const moments = Array.from({ length: count - named.length }, () => atRandom(duration, random));
  return shuffled([...named, ...moments], random);
}

/** How often a run passes a point, about. */
const often: Readonly<Partial<Record<WritePoint, number>>> = {
  'event-half': 40,
  'event-written': 40,
  'blob-temporary': 20,
  'blob-renamed': 20,
  'blob-meta-temporary': 20,
  'blob-meta-renamed': 20,
  'attempt-file-temporary': 30,
  'attempt-file-renamed': 30,
  'step-record-temporary': 8,
  'step-record-renamed': 8
};

const burying: readonly WritePoint[] = ['lease-successor-temporary', 'lease-successor-renamed', 'lease-taken', 'buried'];
const tagging: readonly WritePoint[] = ['tags-temporary', 'tags-renamed'];

/** `later`: which pass of the point, from 0 for the first to 1. */
function pointsOnce(duration: number, later: () => number, random: () => number): Kill[] {
  const running = writePoints.filter(each => !burying.includes(each) && !tagging.includes(each));
  return [
    ...running.map(point => atPoint(point, 'scheduler', often[point] ?? (point.startsWith('task-') ? 10 : 1), later)),
    ...running.filter(point => point.startsWith('blob')).map(point => atPoint(point, 'task', 3, later)),
    ...tagging.map(point => ({ ...killAt(point), tagging: true })),
    ...[...burying, 'event-half' as const, 'summary-renamed' as const].map(point => whileBuried(point, duration, random))
  ];
}

function atPoint(point: WritePoint, program: string, most: number, later: () => number): Kill {
  const fresh = point.startsWith('blob') || point.startsWith('flow-record');
  return { ...killAt(`${point}:${1 + Math.floor(later() * most)}@${program}`), fresh };
}

/** The scheduler is killed when somebody follows its run, and then whoever closes it. */
function whileBuried(point: WritePoint, duration: number, random: () => number): Kill {
  return { ...killAt(`${point}@cli`), outside: { who: 'scheduler', after: duration * (0.2 + random() * 0.3) } };
}

function killAt(point: string): Kill {
  return { name: point, point, outside: null, again: null, fresh: false, tagging: false };
}

/** A kill at some moment; see `planKills`. */
export function atRandom(duration: number, random: () => number): Kill {
  const outside = momentOf(duration, random);
  const again = random() < 0.15 ? momentOf(duration * 0.7, random) : null;
  const told = [outside, ...(again === null ? [] : [again])].map(each => `${each.who} after ${Math.round(each.after)} ms`);
  return { name: told.join(', then '), point: null, outside, again, fresh: false, tagging: false };
}

function momentOf(duration: number, random: () => number): OutsideKill {
  const who = (['scheduler', 'scheduler', 'task', 'both'] as const)[Math.floor(random() * 4)] ?? 'both';
  // The command's own start and end are no part of the run.
  return { who, after: random() * duration * 0.75 };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map(each => ({ each, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ each }) => each);
}
