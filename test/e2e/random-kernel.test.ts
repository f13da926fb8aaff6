import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPython } from '../build';
import { randomCells, toCells } from './random-notebook';
import { openReference, type Reference } from './random-reference';
import { makeWorkspace, type Workspace } from './workspace';

/** `HEADWATER_KERNEL_SEEDS=50` for more than a few. */
const count = Number(process.env['HEADWATER_KERNEL_SEEDS'] ?? 3);
const from = Number(process.env['HEADWATER_SEED'] ?? 300);
const python = findPython();

let reference: Reference;
const places: Workspace[] = [];

beforeAll(() => {
  reference = openReference();
});

afterAll(() => {
  reference.close();
  for (const place of places) place.remove();
});

describe.skipIf(python === null)('the reference for random notebooks', () => {
  it(
    `gives what the tslab kernel gives through Jupyter, in ${count} notebooks`,
    async () => {
      const notebooks = Array.from({ length: count }, (_, index) => sourcesOf(from + index));
      const script = path.join(__dirname, 'random-kernel.py');
      const input = JSON.stringify(notebooks.map(cells => ({ folder: freshFolder(), cells })));
      const output = execFileSync(python ?? '', [script], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
      const kernel = JSON.parse(output) as { ok: boolean; stdout: string }[][];
      for (const [index, cells] of notebooks.entries()) {
        const results = await reference.run(cells, freshFolder());
        const seen = results.map(({ ok, stdout }) => ({ ok, stdout }));
        expect({ seed: from + index, cells: seen }).toEqual({ seed: from + index, cells: kernel[index] });
      }
      process.stdout.write(`${count} notebooks, the same through Jupyter\n`);
    },
    120_000 + count * 60_000
  );
});

/** The value of a last expression is printed by the kernel, and by the reference it is not. */
function sourcesOf(seed: number): string[] {
  return toCells(randomCells(seed)).map(cell => `${cell.source}\nundefined;`);
}

function freshFolder(): string {
  const place = makeWorkspace();
  places.push(place);
  for (const folder of ['d0', 'd1']) mkdirSync(path.join(place.folder, folder));
  return realpathSync(place.folder);
}
