import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { compare, expectedOf, type Comparison } from './random-compare';
import { randomCells, toCells } from './random-notebook';
import { openReference, type Reference } from './random-reference';
import { features, type Feature } from './random-statements';

/** `HEADWATER_SEED=1 HEADWATER_SEEDS=1000 HEADWATER_FEATURES=core,files` for more; by default as much as fits into the budget. */
const from = Number(process.env['HEADWATER_SEED'] ?? 1);
const count = Number(process.env['HEADWATER_SEEDS'] ?? 1000);
const budget = Number(process.env['HEADWATER_SECONDS'] ?? (process.env['HEADWATER_SEEDS'] === undefined ? 75 : 1e6)) * 1000;
const allowed = (process.env['HEADWATER_FEATURES']?.split(',') as Feature[] | undefined) ?? features;
const workerCounts = (process.env['HEADWATER_WORKERS'] ?? '1,2,4').split(',').map(Number);

let reference: Reference;

beforeAll(() => {
  buildOnce();
  reference = openReference();
});

afterAll(() => reference.close());

describe('random notebooks', () => {
  it(
    'give as flows with 1, 2 and 4 workers what their kernel gives, or a refusal that names something',
    async () => {
      const seen: (Comparison & { seed: number; workers: number })[] = [];
      const end = Date.now() + budget;
      for (let seed = from; seed < from + count && Date.now() < end; seed++) {
        const cells = toCells(randomCells(seed, allowed));
        const expected = await expectedOf(cells, reference);
        if (expected.invalid !== null) {
          seen.push({ outcome: 'invalid', seen: expected.invalid, reruns: 0, seed, workers: 0 });
          process.stdout.write(`seed ${seed} is invalid: ${expected.invalid}\n`);
          continue;
        }
        if (process.env['HEADWATER_TELL'] && expected.failure)
          process.stdout.write(`seed ${seed} fails in ${expected.failure.step}: ${expected.failure.text.slice(0, 200)}\n`);
        for (const workers of workerCounts) {
          if (process.env['HEADWATER_TELL']) process.stdout.write(`seed ${seed}, ${workers} workers …\n`);
          const found = { ...(await compare(cells, expected, workers)), seed, workers };
          seen.push(found);
          if (found.outcome === 'different') report(found);
        }
        if (seed % 50 === 0) summarize(seen);
      }
      summarize(seen);
      expect(
        seen
          .filter(each => each.outcome === 'different')
          .map(({ seed, workers, seen: what }) => `seed ${seed}, ${workers} workers: ${what}`)
      ).toEqual([]);
    },
    budget + 120_000
  );
});

function report({ seed, workers, seen }: { seed: number; workers: number; seen: string }): void {
  process.stdout.write(`seed ${seed}, ${workers} workers: ${seen}\n`);
}

function summarize(seen: readonly Comparison[]): void {
  const count = (outcome: string): number => seen.filter(each => each.outcome === outcome).length;
  const refusals = new Map<string, number>();
  for (const { outcome, seen: what } of seen)
    if (outcome === 'refused') refusals.set(what.slice(0, 5), (refusals.get(what.slice(0, 5)) ?? 0) + 1);
  const reruns = seen.reduce((sum, each) => sum + each.reruns, 0);
  process.stdout.write(
    `${seen.length} runs from seed ${from}: ${count('same')} same, ${count('different')} different, ${count('refused')} refused ` +
      `(${[...refusals].map(([code, times]) => `${code} ${times}`).join(', ')}), ${count('invalid')} invalid; ${reruns} reruns\n`
  );
}
