import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type TestCell, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';

let place: Workspace;
let lab: LabPage;

const train = `const losses = Array.from({ length: epochs }, (_, epoch) => 1 / (1 + lr * epoch))
const score = 0.5 + lr + seed / 100
const confusion = [[40 + seed, 10 - seed], [5, 45]]`;

const cells: readonly TestCell[] = [
  { tags: ['parameters'], source: 'let lr = 0.1\nlet seed = 1\nlet epochs = 10' },
  { step: 'train', source: train },
  { source: "import { Flow, compare } from 'headwater'\nconst cmp = await compare(Flow('Sweep').runs({ last: 20 }), { by: ['lr'] })\ncmp" },
  { source: "console.log('best', (await cmp.best.data.score).toFixed(2), cmp.table.numRows, cmp.where({ lr: 0.2 }).runs.length)" }
];

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('sweep.ipynb', cells, {
    kernelspec: { name: 'headwater', display_name: 'TypeScript (Headwater)', language: 'typescript' }
  });
  for (const more of [
    ['--lr', '0.1'],
    ['--lr', '0.2', '--tag', '<b>tag</b>'],
    ['--lr', '0.2', '--seed', '3']
  ])
    expect(await place.headwater(['run', 'sweep.ipynb', ...more])).toMatchObject({ status: 0 });
  lab = await openLab(place);
  await lab.open('sweep.ipynb', 'kernel');
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('a comparison as the last value of a cell', () => {
  it('is drawn natively: rows are runs, the best is marked in words, differences are to the oldest run', async () => {
    await runUntil(2, output());
    expect(await rows().count()).toBe(3);
    expect(await rows().nth(0).innerText()).toMatch(/0\.73[^]*best[^]*\+0\.12 better/);
    expect(await rows().nth(2).innerText()).toMatch(/baseline[^]*0\.61/);
    expect(await rows().nth(1).innerText()).toContain('<b>tag</b>');
    await lab.shoot('comparison-light');
  });

  it('sorts by a column, filters by a condition and keeps what is pinned, all by the keyboard', async () => {
    await output()
      .getByRole('button', { name: /^score/ })
      .focus();
    await lab.page.keyboard.press('Enter');
    await lab.page.keyboard.press('Enter');
    expect(await output().locator('th[aria-sort="ascending"]').innerText()).toContain('score');
    expect(await rows().nth(0).innerText()).toContain('0.61');
    await output()
      .getByRole('button', { name: /^Pin run/ })
      .nth(0)
      .focus();
    await lab.page.keyboard.press('Enter');
    await output().getByRole('searchbox').fill('score>0.72');
    await output().getByText('2 of 3 runs').waitFor();
    expect(await rows().nth(0).innerText()).toContain('0.61');
    expect(await rows().nth(1).innerText()).toContain('0.73');
    await output().getByRole('searchbox').fill('');
  });

  it('takes differences to another run', async () => {
    await rows()
      .nth(2)
      .getByRole('button', { name: /^Compare to run/ })
      .click();
    await expect.poll(() => rows().nth(0).innerText()).toContain('−0.12 worse');
  });

  it('shows repetitions, curves, a scatter and parallel axes, and matrices side by side', async () => {
    await view('Repetitions');
    expect(await output().locator('tbody tr').nth(0).innerText()).toMatch(/0\.2\s+2[^]*0\.72 ± 0\.014/);
    await view('Curves');
    await output().getByRole('img', { name: 'losses: curves of 3 runs' }).waitFor();
    await view('Scatter');
    await output()
      .getByRole('img', { name: /^losses over lr in 3 runs|^score over lr in 3 runs/ })
      .waitFor();
    await view('Parallel');
    await output()
      .getByRole('img', { name: /^Parallel coordinates of 3 runs over lr, seed/ })
      .waitFor();
    await view('Side by side');
    expect(await output().locator('figure').nth(0).innerText()).toMatch(/43\s+7/);
    await lab.shoot('comparison-side');
    await view('Runs');
  });

  it('is a value for the next cell', async () => {
    await runUntil(3, lab.page.locator('.jp-OutputArea-output', { hasText: 'best 0.73 3 2' }));
  });

  it('keeps HTML that needs no script, and text, beside it in the file', async () => {
    await lab.page.keyboard.press('Control+s');
    await expect.poll(() => Object.keys(saved())).toEqual(expect.arrayContaining(['text/html', 'text/plain']));
    const html = [saved()['text/html'] ?? ''].flat().join('');
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<b>tag</b>');
    expect(html).toContain('&lt;b&gt;tag&lt;/b&gt;');
    expect([saved()['text/plain'] ?? ''].flat().join('')).toMatch(/0\.73\*/);
  });
});

function output(): Locator {
  return lab.page.locator('.jp-HeadwaterCompared');
}

function rows(): Locator {
  return output().locator('tbody tr');
}

async function view(name: string): Promise<void> {
  await output().getByRole('button', { name, exact: true }).click();
}

/** A cell that is run in the moment in which its kernel's socket opens may be lost. */
async function runUntil(at: number, shown: Locator): Promise<void> {
  for (let tries = 0; tries < 3 && !(await shown.isVisible()); tries += 1) {
    await lab.page.locator('.jp-Notebook .jp-CodeCell').nth(at).locator('.cm-content').click();
    await lab.page.keyboard.press('Shift+Enter');
    await shown.waitFor({ timeout: 15_000 }).catch(() => null);
  }
  expect(await shown.isVisible()).toBe(true);
}

function saved(): Record<string, string | string[]> {
  const notebook = JSON.parse(readFileSync(`${place.folder}/sweep.ipynb`, 'utf8')) as {
    cells: { outputs: { data?: Record<string, string | string[]> }[] }[];
  };
  return notebook.cells[2]?.outputs[0]?.data ?? {};
}
