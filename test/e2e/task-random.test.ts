import { describe, expect, it } from 'vitest';
import { runSerially, type TestCell } from '../src/task/serial-notebook';
import { randomCells, toCells } from './random-notebook';

const from = Number(process.env['HEADWATER_SEED'] ?? 1);
const count = Number(process.env['HEADWATER_SEEDS'] ?? 12);

/** All steps' cells as one step: one process, as a kernel has. */
function asOneStep(cells: readonly TestCell[]): TestCell[] {
  return cells.map(cell => (cell.step === null && cell.tags === undefined ? cell : { source: cell.source, step: 'all' }));
}

describe('a random notebook', () => {
  for (let seed = from; seed < from + count; seed++)
    it(`gives the same in one process and in one for each step (seed ${seed})`, async () => {
      const cells = toCells(randomCells(seed)).map(({ step = null, ...cell }) => ({ ...cell, step }));
      const together = await runSerially(asOneStep(cells), { needed: [] });
      expect(together.failure?.error ?? null).toBeNull();
      const apart = await runSerially(cells);
      // What cannot be stored may be refused, by name; anything else must be right.
      if (apart.failure === null) expect(apart.stdout).toBe(together.stdout);
      else expect(apart.failure.error).toMatchObject({ code: 'HW301', about: expect.any(String) as string });
    });
});
