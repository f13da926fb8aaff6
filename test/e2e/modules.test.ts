import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { openReference, type Reference } from './random-reference';
import { lastEvent, makeWorkspace, type Ran, type TestCell } from './workspace';

/** A generator of numbers and a counter, as people keep them beside a notebook. */
const modules = {
  'rng.js': 'let s = 1; exports.seed = n => void (s = n); exports.next = () => (s = (s * 16807) % 2147483647);',
  'options.js': 'exports.options = { rate: 3 };',
  'settings.ts':
    'export const settings = { rate: 1 }; const seen: string[] = []; export function note(s: string) { seen.push(s); return seen.length; }'
};

let reference: Reference;

beforeAll(() => {
  buildOnce();
  reference = openReference();
}, 300_000);
afterAll(() => reference.close());

describe('modules that keep something', () => {
  const steps = (first: string, second: string, setup: string): TestCell[] => [
    { source: setup, tags: ['setup'] },
    { step: 'a', source: `${first}\nconst made = 1;` },
    { step: 'b', source: `console.log(made, ${second});` }
  ];
  const rng = `import * as rng from './rng';`;

  it.each([
    ['a seed that a step sets', steps('rng.seed(7);', 'rng.next()', rng), 'rng.js'],
    ['a list in a module of TypeScript', steps(`note('a');`, `note('b')`, `import { note } from './settings';`), 'settings.ts'],
    ['a setting', steps('settings.rate = 2;', 'settings.rate', `import { settings } from './settings';`), 'settings.ts']
  ])('are refused by name, whatever the number of workers: %s', async (_, cells, about) => {
    for (const workers of [1, 4]) {
      const { ran } = await asFlow(cells, workers);
      expect(ran.status).not.toBe(0);
      expect(ran.stdout).toContain('HW341');
      expect(ran.stdout).toContain(about);
    }
  });

  it.each([
    ['the change is made in a setup cell', steps('const first = 1;', 'rng.next()', `${rng} rng.seed(7);`)],
    ['each step seeds for itself', steps('const other = 2;', `(rng.seed(made), rng.next(), rng.next())`, rng)],
    ['nothing is changed', steps('const rate = options.rate;', 'rate + options.rate', `import { options } from './options';`)]
  ])('give what the kernel gives where %s', async (_, cells) => {
    const expected = await inKernel(cells);
    expect(expected).not.toBe('');
    for (const workers of [1, 4]) {
      const { ran, printed } = await asFlow(cells, workers);
      expect(ran.status, ran.stdout).toBe(0);
      expect(printed).toBe(expected);
    }
  });
});

async function inKernel(cells: readonly TestCell[]): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-kernel-'));
  try {
    for (const [name, text] of Object.entries(modules)) writeFileSync(path.join(folder, name), text);
    const ran = await reference.run(cells.map(asRequire), folder);
    expect(ran.map(cell => cell.stderr).join('')).toBe('');
    return ran.map(cell => cell.stdout).join('');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The compiler of the reference looks for modules elsewhere. */
function asRequire({ source }: TestCell): string {
  return source.replace(/import (?:\* as )?(.+) from '(.+)';/, "const $1 = require('$2');");
}

async function asFlow(cells: readonly TestCell[], workers: number): Promise<{ readonly ran: Ran; readonly printed: string }> {
  const place = makeWorkspace();
  try {
    for (const [name, text] of Object.entries(modules)) place.file(name, text);
    const file = place.notebook('notebook.ipynb', cells);
    const ran = await place.headwater(['run', file, '--json', '--max-workers', String(workers)]);
    if (ran.status !== 0) return { ran, printed: '' };
    return { ran, printed: (await place.headwater(['logs', String(lastEvent(ran)['pathspec']), '--stdout'])).stdout };
  } finally {
    place.remove();
  }
}
