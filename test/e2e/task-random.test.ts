import { describe, expect, it } from 'vitest';
import { runSerially, type TestCell } from '../src/task/serial-notebook';
import { randomNotebook } from './random-notebook';

const from = Number(process.env['HEADWATER_SEED'] ?? 1);
const count = Number(process.env['HEADWATER_SEEDS'] ?? 12);

/** All steps' cells as one step: one process, as a kernel has. */
function asOneStep(cells: readonly TestCell[]): TestCell[] {
  return cells.map(cell => (cell.step === null ? cell : { ...cell, step: 'all' }));
}

describe('a random notebook', () => {
  for (let seed = from; seed < from + count; seed++)
    it(`gives the same in one process and in one for each step (seed ${seed})`, async () => {
      const cells = randomNotebook(seed);
      const [together, apart] = [await runSerially(asOneStep(cells)), await runSerially(cells)];
      const { failure } = apart;
      expect(failure === null ? null : `${failure.error.code} ${failure.error.message}\n${failure.error.stack}`).toBe(
        together.failure?.error.message ?? null
      );
      expect(apart.stdout).toBe(together.stdout);
    });
});
