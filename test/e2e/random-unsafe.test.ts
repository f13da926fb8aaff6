import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { compare, expectedOf } from './random-compare';
import { randomCells, toCells } from './random-notebook';
import { openReference, type Reference } from './random-reference';

/** What the random notebooks are worth: with a part of the promise switched off, they must find that results are wrong. */
const switches = [
  { unsafe: 'no-validation', seeds: 40 },
  { unsafe: 'no-grouping', seeds: 40 }
];

let reference: Reference;

beforeAll(() => {
  buildOnce();
  reference = openReference();
});

afterAll(() => reference.close());

describe('random notebooks find out', () => {
  it.each(switches)('that results are wrong with $unsafe', async ({ unsafe, seeds }) => {
    for (let seed = 1; seed <= seeds; seed++) {
      const cells = toCells(randomCells(seed, ['core', 'functions']));
      const expected = await expectedOf(cells, reference);
      if (expected.invalid !== null) continue;
      const wrong = await compare(cells, expected, 4, { HEADWATER_UNSAFE: unsafe });
      if (wrong.outcome !== 'different') continue;
      process.stdout.write(`${unsafe}: seed ${seed} is wrong\n`);
      const right = await compare(cells, expected, 4);
      expect(right).toMatchObject({ outcome: 'same', seen: '' });
      return;
    }
    throw new Error(`none of ${seeds} notebooks differed with ${unsafe}`);
  });
});
