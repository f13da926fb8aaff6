import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { compare, expectedOf, type Comparison } from './random-compare';
import { randomCells, toCells, type RandomCell } from './random-notebook';
import { openReference, type Reference } from './random-reference';
import { describeCells, shrink } from './random-shrink';
import { features, type Feature } from './random-palette';

/**
 * As many notebooks as fit into the budget. For more: `HEADWATER_SEED=1 HEADWATER_SEEDS=1000 HEADWATER_SECONDS=3600`, with
 * `HEADWATER_FEATURES=core,files` and `HEADWATER_WORKERS=4` for less of a kind. Seconds, because a shared machine may be slow.
 */
const { HEADWATER_SEED, HEADWATER_SEEDS, HEADWATER_SECONDS, HEADWATER_FEATURES, HEADWATER_WORKERS } = process.env;
const from = Number(HEADWATER_SEED ?? 1);
const count = Number(HEADWATER_SEEDS ?? 1000);
const budget = Number(HEADWATER_SECONDS ?? (HEADWATER_SEEDS === undefined ? 60 : 86_400)) * 1000;
const allowed = (HEADWATER_FEATURES?.split(',') as Feature[] | undefined) ?? features;
const workerCounts = (HEADWATER_WORKERS ?? '1,2,4').split(',').map(Number);

interface Seen extends Comparison {
  readonly seed: number;
  readonly workers: number;
}

let reference: Reference;

beforeAll(() => {
  buildOnce();
  reference = openReference();
});

afterAll(() => reference.close());

describe('random notebooks', () => {
  it(
    `give as flows with ${workerCounts.join(', ')} workers what their kernel gives, or a refusal that names something`,
    async () => {
      const seen: Seen[] = [];
      const end = Date.now() + budget;
      for (let seed = from; seed < from + count && Date.now() < end; seed++) {
        seen.push(...(await compareSeed(seed)));
        if (seed % 20 === 0) summarize(seen);
      }
      summarize(seen);
      const different = seen.filter(each => each.outcome === 'different');
      expect(different.map(({ seed, workers, seen: what }) => `seed ${seed}, ${workers} workers: ${what}`)).toEqual([]);
      expect(share(seen, 'refused')).toBeLessThan(0.5);
      expect(share(seen, 'invalid')).toBeLessThan(0.1);
    },
    budget + 600_000
  );
});

async function compareSeed(seed: number): Promise<Seen[]> {
  const cells = randomCells(seed, allowed);
  const expected = await expectedOf(toCells(cells), reference);
  if (expected.invalid !== null) return [{ outcome: 'invalid', seen: expected.invalid, reruns: 0, seed, workers: 0 }];
  const found: Seen[] = [];
  for (const workers of workerCounts) {
    const each = { ...(await compare(toCells(cells), expected, workers)), seed, workers };
    found.push(each);
    if (each.outcome === 'different') await tell(each, cells);
  }
  return found;
}

/** Says what differs, and in how small a notebook. */
async function tell({ seed, workers, seen }: Seen, cells: readonly RandomCell[]): Promise<void> {
  process.stdout.write(`seed ${seed}, ${workers} workers: ${seen}\n`);
  const differs = async (candidate: readonly RandomCell[]): Promise<boolean> => {
    const expected = await expectedOf(toCells(candidate), reference);
    if (expected.invalid !== null || expected.failure !== null) return false;
    return (await compare(toCells(candidate), expected, workers)).outcome === 'different';
  };
  const small = await shrink(cells, differs, Number(process.env['HEADWATER_SHRINK'] ?? 40));
  process.stdout.write(`${describeCells(small)}\n`);
}

function share(seen: readonly Comparison[], outcome: Comparison['outcome']): number {
  return seen.filter(each => each.outcome === outcome).length / Math.max(1, seen.length);
}

function summarize(seen: readonly Seen[]): void {
  const count = (outcome: string): number => seen.filter(each => each.outcome === outcome).length;
  const refusals = new Map<string, number>();
  for (const { outcome, seen: what } of seen)
    if (outcome === 'refused') refusals.set(what.slice(0, 5), (refusals.get(what.slice(0, 5)) ?? 0) + 1);
  const reruns = seen.reduce((sum, each) => sum + each.reruns, 0);
  process.stdout.write(
    `${new Set(seen.map(each => each.seed)).size} notebooks from seed ${from}, ${seen.length} flows with ${workerCounts.join(', ')} workers: ` +
      `${count('same')} same, ${count('different')} different, ${count('refused')} refused ` +
      `(${[...refusals].map(([code, times]) => `${code} ${times}`).join(', ')}), ${count('invalid')} not valid in tslab; ${reruns} reruns\n`
  );
}
