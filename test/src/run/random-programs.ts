import type { Slot } from '../../../src/task/protocol';

/** How an attempt can come to a bad end. */
export type Trouble = 'throws' | 'hangs' | 'dies';

/** A step of a made-up notebook; what it reads next, writes and how it ends depends on what it has read. */
export interface Program {
  readonly reads: readonly Slot[];
  /** Read only when what came before says so, after files were written. */
  readonly extraReads: readonly Slot[];
  readonly writes: readonly Slot[];
  readonly sometimes: Slot | null;
  readonly fileReads: readonly string[];
  readonly fileWrites: readonly string[];
  /** Each item writes a file of its own. */
  readonly ownFile: boolean;
  readonly foreach: boolean;
  /** In some circumstances its first attempts fail, `times` of them. */
  readonly trouble: { readonly how: Trouble; readonly times: number } | null;
  readonly retries: number;
  readonly catches: Slot | null;
}

/** What a program wants to do next; reads are answered with what they find. */
export type Act =
  | { readonly kind: 'slot'; readonly slot: Slot }
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly content: string };

export interface Effect {
  readonly writes: Readonly<Record<Slot, string>>;
  readonly end: 'well' | Trouble;
  readonly digest: string;
}

export type PartKind = 'whole' | 'split' | 'item' | 'join';

const names = ['a', 'b', 'c', 'd', 'e'];
const files = ['f', 'g'];
/** The variable of every `catch`. */
export const caughtName = 'z';

export function makeProgram(random: () => number, withFiles: boolean): Program {
  const some = (most: number, from: readonly string[]): string[] => from.filter(() => random() < most / from.length);
  const foreach = random() < 0.25;
  // What an item that is killed has done to files will never be known, nor whether another item has met it there.
  const ends = foreach && withFiles ? (['throws'] as const) : (['throws', 'hangs', 'dies'] as const);
  const trouble = { how: pick(ends, random), times: 1 + Math.floor(random() * 3) };
  return {
    reads: some(2, [...names, caughtName]),
    extraReads: some(1, [...names, caughtName]),
    writes: some(2, names),
    sometimes: random() < 0.4 ? pick(names, random) : null,
    fileReads: withFiles && random() < 0.4 ? some(1, [...files, 'f0', 'f1']) : [],
    fileWrites: withFiles && random() < 0.3 ? some(1, files) : [],
    ownFile: withFiles && random() < 0.3,
    foreach,
    trouble: random() < 0.25 ? trouble : null,
    retries: random() < 0.3 ? 1 + Math.floor(random() * 2) : 0,
    catches: random() < 0.4 ? caughtName : null
  };
}

/** What one attempt of a part does. */
export function* perform(program: Program, kind: PartKind, label: string, attempt: number): Generator<Act, Effect, string> {
  const values: string[] = [kind, label];
  for (const slot of program.reads) values.push(`${slot}=${yield { kind: 'slot', slot }}`);
  for (const path of program.fileReads) values.push(`${path}:${yield { kind: 'read', path }}`);
  const files = kind === 'item' && program.ownFile ? [...program.fileWrites, `f${label.at(-1)}`] : program.fileWrites;
  for (const path of files) yield { kind: 'write', path, content: `${hash([...values, path])}/${attempt}` };
  if (parity(values)) for (const slot of program.extraReads) values.push(`${slot}=${yield { kind: 'slot', slot }}`);
  const digest = hash(values);
  const slots = kind === 'item' ? [] : [...program.writes, ...(program.sometimes !== null && parity(values) ? [program.sometimes] : [])];
  const fails = program.trouble !== null && attempt < program.trouble.times && parseInt(digest.slice(0, 1), 16) < 9;
  return {
    writes: Object.fromEntries(slots.map(slot => [slot, hash([slot, digest])])),
    end: fails && program.trouble !== null ? program.trouble.how : 'well',
    digest
  };
}

export function itemsOf(digest: string): string[] {
  return Array.from({ length: parseInt(digest.slice(1, 2), 16) % 4 }, (_, index) => `${digest}${index}`);
}

/** The key of a caught failure. */
export function failureKey(end: Trouble, digest: string): string {
  return end === 'throws' ? `error ${digest}` : end === 'hangs' ? 'error TimedOut' : 'error Killed';
}

/** The key of the list of the items' failures. */
export function failureList(failures: readonly (string | null)[]): string {
  return JSON.stringify(failures);
}

export function randomOf(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(from: readonly T[], random: () => number): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** 16 hex digits; two FNV-1a sums, mixed. Nothing here is secret. */
export function hash(values: readonly string[]): string {
  const text = values.join('|');
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < text.length; index++) {
    a = Math.imul(a ^ text.charCodeAt(index), 0x01000193);
    b = Math.imul(b ^ (text.charCodeAt(index) + index), 0x85ebca6b) ^ (a >>> 13);
  }
  return [mix(a), mix(b ^ a)].map(each => each.toString(16).padStart(8, '0')).join('');
}

function mix(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function parity(values: readonly string[]): boolean {
  return parseInt(hash(values).slice(0, 1), 16) % 2 === 0;
}
