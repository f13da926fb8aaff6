import type { Control, Part } from '../protocol';

/** Random numbers and moments in the order in which code asks for them; the same for the same control. */
export interface ControlledStream {
  /** From 0 to below 1. */
  random(): number;
  /** Milliseconds since 1970; each look is 1 ms after the one before, so that code which waits for a moment comes to it. */
  now(): number;
  /** Milliseconds since the stream began. */
  elapsed(): number;
  /** Whether looks count; a kernel's own code looks too. */
  isTicking: boolean;
}

/** A stream from its beginning. */
export function controlledStream({ seed, now }: Control): ControlledStream {
  const next = generator(seed);
  let looks = 0;
  const stream: ControlledStream = {
    isTicking: true,
    random: () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992,
    now: () => now + stream.elapsed(),
    elapsed: () => (stream.isTicking ? looks++ : looks)
  };
  return stream;
}

/** The control of one part of a step: items of a foreach run apart, so each has a stream of its own. */
export function controlOfPart(control: Control, part: Pick<Part, 'kind'> & { readonly index?: number }): Control {
  if (part.kind === 'item') return { ...control, seed: mixSeed(control.seed, (part.index ?? 0) + 2) };
  return part.kind === 'join' ? { ...control, seed: mixSeed(control.seed, 1) } : control;
}

/** Another seed for each number, spread over 32 bits. */
function mixSeed(seed: number, number: number): number {
  let mixed = (seed ^ Math.imul(number, 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** 32 bits at a time: sfc32 (Chris Doty-Humphrey, PractRand), warmed up. */
function generator(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, 0x2f6e2b1, seed ^ 0x5bd1e995, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}
