import { expect, test } from 'vitest';
import { memoryCases } from './arrow-memory-cases';
import { runSerially } from './serial-notebook';

for (const { name, cells, right, refused } of memoryCases)
  test(`${name}: ${refused === null ? 'right' : `refused with ${refused.code}`}`, async () => {
    const { stdout, failure } = await runSerially(cells);
    if (refused === null) expect({ stdout, error: failure?.error.message }).toEqual({ stdout: right, error: undefined });
    else {
      expect(failure?.error.code, failure?.error.message ?? stdout).toBe(refused.code);
      for (const word of refused.names) expect(failure?.error.message).toContain(word);
      expect(failure?.error.cell).toMatch(/^c\d$/);
    }
  });
