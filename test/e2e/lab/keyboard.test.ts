import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, shootFailures, type LabPage } from './lab-page';

let place: Workspace;
let lab: LabPage;

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('keys.ipynb', [
    { source: '// # Load\nconst rows = [1, 2, 3].map(x => x * x)' },
    { source: '// # Fit\nconst mean = rows.reduce((a, b) => a + b, 0) / rows.length\nconsole.log("mean", mean.toFixed(2))' }
  ]);
  lab = await openLab(place);
  await lab.page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open('keys.ipynb', 'kernel');
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

shootFailures(() => lab);

describe('without a mouse', () => {
  it('an untagged notebook becomes a finished run; the focus stays in the notebook', async () => {
    await expect.poll(focused, patient).toMatch(/^Code Cell/);
    await expect.poll(isInPalette, patient).toBe(true);
    await lab.page.keyboard.type('hide the steps');
    await lab.page.locator('.lm-CommandPalette-item:visible', { hasText: 'Show or Hide the Steps' }).waitFor();
    await press('Enter');
    await expect.poll(focused, patient).toContain('Accept all');
    await press('Enter');
    await expect.poll(focused, patient).toMatch(/^Code Cell/);
    await press('s', 'f');
    await lab.page.getByText(/^Keys\/\d+ was successful after/).waitFor({ timeout: 60_000 });
    expect(await focused()).toMatch(/^Code Cell/);
  });

  it('a second run of other code is looked back at, from run to run', async () => {
    await press('ArrowDown', 'Enter', 'Control+End');
    await lab.page.keyboard.type('\nconst twice = 2 * mean');
    await press('Escape', 's', 'f');
    await expect.poll(() => lab.page.getByText(/^Keys\/\d+ was successful after/).count(), { timeout: 60_000 }).toBe(2);
    await press('s', 'b');
    await lab.page.locator('.jp-HeadwaterChip', { hasText: /^twice/ }).waitFor();
    await expect.poll(focused, patient).toBe('Runs, old to new');
    await press('ArrowLeft');
    await lab.page.getByText('Code differs').waitFor();
    expect(await lab.page.locator('.jp-HeadwaterChip', { hasText: /^twice/ }).count()).toBe(0);
    await press('Escape');
    await expect.poll(focused, patient).toMatch(/^Code Cell/);
  });

  it('two runs are compared', async () => {
    await press('s', 'h');
    await expect.poll(focused, patient).toMatch(/^Filter runs/);
    for (let tabs = 0; tabs < 6 && !(await isOnRun()); tabs++) await press('Tab');
    await press('c');
    await lab.page.getByRole('region', { name: 'Code' }).getByText('const twice = 2 * mean').waitFor();
    expect(await lab.page.evaluate(movingParts)).toBe(0);
    await lab.shoot('keyboard');
  });
});

const patient = { timeout: 15_000 };

const movingParts = `document.getAnimations().filter(each => each.effect.target?.closest('[class*="jp-Headwater"]')).length`;

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await lab.page.keyboard.press(key);
}

/** What the focus is on, as a screen reader would say it. */
function focused(): Promise<string> {
  return lab.page.evaluate<string>('document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.innerText ?? ""');
}

/** Asks for the command palette, which closes again when something else takes the focus while the page is still busy. */
async function isInPalette(): Promise<boolean> {
  if (!(await lab.page.evaluate<boolean>(paletteHasFocus))) await press('Control+Shift+C');
  await lab.page.waitForTimeout(500);
  return lab.page.evaluate<boolean>(paletteHasFocus);
}

const paletteHasFocus = 'document.activeElement?.matches(".lm-CommandPalette-input") === true';

function isOnRun(): Promise<boolean> {
  return lab.page.evaluate<boolean>('document.activeElement?.getAttribute("role") === "row"');
}
