import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';

/** The machine may be busy. */
const patience = { timeout: 20_000 };

let place: Workspace;
let lab: LabPage;

const cells = [
  { source: 'const rows = 1000' },
  { source: 'const prices = Array.from({ length: rows }, (_, i) => 100 + (i % 7))' },
  { source: 'const mean = prices.reduce((a, b) => a + b) / prices.length' },
  { source: 'console.log(mean)' }
];

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('houses.ipynb', cells);
  place.notebook('one by one.ipynb', cells);
  lab = await openLab(place);
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('proposals', () => {
  it('are shown on the cells when Flow is turned on, and Enter takes them all, with the flow’s name', async () => {
    await lab.open('houses.ipynb');
    await turnOn();
    const bar = lab.page.getByRole('region', { name: 'Flow of this notebook' });
    await bar.getByRole('button', { name: 'Accept all (Enter)' }).waitFor();
    expect(await bar.textContent()).toMatch(/\d cells?, \d steps? proposed/);
    expect(await lab.page.locator('.jp-HeadwaterStrip-chip').first().getAttribute('title')).not.toBe('');
    await lab.shoot('proposals');
    await lab.page.keyboard.press('Enter');
    await lab.page.locator('.jp-HeadwaterStrip[data-kind="head"]').first().waitFor();
    expect(await lab.page.locator('.jp-HeadwaterStrip-chip').count()).toBe(0);
    const saved = await save('houses.ipynb');
    expect(saved.cells.some(cell => (cell.metadata.tags ?? []).some(tag => tag.startsWith('step:')))).toBe(true);
    expect(saved.metadata['headwater']).toEqual({ flow: 'Houses' });
  });

  it('can be taken and refused one by one, and one undo opens one again', async () => {
    await lab.open('one by one.ipynb');
    await turnOn();
    const chips = lab.page.locator('.jp-HeadwaterStrip-chip');
    await chips.first().waitFor();
    const before = await chips.count();
    await lab.page
      .getByRole('button', { name: /^Take the proposal/ })
      .first()
      .click();
    await expectCount(before - 1);
    await lab.page
      .getByRole('button', { name: /^Leave this cell as it is/ })
      .first()
      .click();
    await expectCount(before - 2);
    await lab.page.locator('.jp-Notebook .jp-Cell .jp-InputPrompt').first().click();
    await lab.page.keyboard.press('z');
    await expectCount(before - 1);
    await lab.page.getByRole('button', { name: 'None' }).click();
    await expectCount(0);
    const saved = await save('one by one.ipynb');
    expect(saved.cells.map(cell => cell.metadata.tags)).toEqual(cells.map(() => undefined));
    expect(saved.metadata['headwater']).toBeUndefined();
  });
});

interface Saved {
  readonly metadata: Record<string, unknown>;
  readonly cells: readonly { readonly metadata: { readonly tags?: readonly string[] } }[];
}

async function turnOn(): Promise<void> {
  await lab.page.getByRole('button', { name: 'Flow', exact: true, pressed: false }).click();
}

async function expectCount(count: number): Promise<void> {
  await expect.poll(() => lab.page.locator('.jp-HeadwaterStrip-chip').count(), patience).toBe(count);
}

/** Saves as a person does, and gives what is in the file. */
async function save(notebook: string): Promise<Saved> {
  await lab.page.keyboard.press('Control+s');
  await lab.page.locator('.jp-mod-current.jp-mod-dirty').waitFor({ state: 'detached' });
  const file = path.join(place.folder, notebook);
  const read = (): Saved => JSON.parse(readFileSync(file, 'utf8')) as Saved;
  await lab.page.waitForTimeout(500);
  return read();
}
