import { writePoints, type WritePoint } from '../../src/datastore/write-point';

/** One way to kill a run. */
export interface Kill {
  readonly name: string;
  /** Variables for the command and all that it starts. */
  readonly environment: Readonly<Record<string, string>>;
  /** Processes to kill from outside, so many milliseconds after the run has begun; null when they kill themselves. */
  readonly outside: { readonly who: 'scheduler' | 'task' | 'both'; readonly after: number } | null;
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

/** `count` kills, in random order: each write point in each program that passes it, then random moments. `duration`: of a run left alone, in milliseconds. */
export function planKills(count: number, duration: number, random: () => number): Kill[] {
  const named = shuffled([...schedulerPoints(random), ...taskPoints(random), ...burialPoints(duration, random)], random);
  const kills = named.slice(0, Math.ceil(count * 0.6));
  while (kills.length < count) kills.push(atRandom(duration, random));
  return shuffled(kills, random);
}

/** How often a run passes a point, at most; a kill that comes later than that hits nothing. */
const often: Readonly<Partial<Record<WritePoint, number>>> = {
  'event-half': 40,
  'event-written': 40,
  'blob-temporary': 20,
  'blob-renamed': 20,
  'blob-meta-temporary': 20,
  'blob-meta-renamed': 20,
  'attempt-file-temporary': 25,
  'attempt-file-renamed': 25,
  'step-record-temporary': 8,
  'step-record-renamed': 8,
  'summary-temporary': 2,
  'summary-renamed': 2
};

const burying: readonly WritePoint[] = ['lease-successor-temporary', 'lease-successor-renamed', 'lease-taken', 'buried'];
/** Passed by other commands than `run`. */
const elsewhere: readonly WritePoint[] = [...burying, 'tags-temporary', 'tags-renamed'];

function schedulerPoints(random: () => number): Kill[] {
  return writePoints.filter(each => !elsewhere.includes(each)).map(point => atPoint(point, 'scheduler', random));
}

function taskPoints(random: () => number): Kill[] {
  const points = writePoints.filter(each => each.startsWith('blob'));
  return points.map(point => ({ ...atPoint(point, 'task', random), ...killAt(`${point}:${1 + Math.floor(random() * 3)}@task`) }));
}

/** The scheduler is killed, and then whoever closes its run. */
function burialPoints(duration: number, random: () => number): Kill[] {
  return [...burying, 'event-half' as const, 'summary-renamed' as const].map(point => ({
    ...killAt(`${point}@cli`),
    outside: { who: 'scheduler', after: random() * duration * 0.7 }
  }));
}

function atPoint(point: WritePoint, program: string, random: () => number): Kill {
  const most = often[point] ?? (point.startsWith('task-') ? 10 : 1);
  return { ...killAt(`${point}:${1 + Math.floor(random() * most)}@${program}`), outside: null };
}

function killAt(text: string): Kill {
  return { name: text, environment: { HEADWATER_KILL_AT: text }, outside: null };
}

function atRandom(duration: number, random: () => number): Kill {
  const who = (['scheduler', 'scheduler', 'task', 'both'] as const)[Math.floor(random() * 4)] ?? 'both';
  const after = random() * duration;
  return { name: `${who} after ${Math.round(after)} ms`, environment: {}, outside: { who, after } };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map(each => ({ each, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ each }) => each);
}
