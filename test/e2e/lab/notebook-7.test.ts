import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, shootFailures, type LabPage } from './lab-page';

let place: Workspace;
let lab: LabPage;

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('seven.ipynb', [
    { source: '// # Load\nconst rows = [1, 2, 3].map(x => x * x)\nconsole.log("rows", rows.length)' },
    { source: '// # Fit\nconst mean = rows.reduce((a, b) => a + b, 0) / rows.length' }
  ]);
  lab = await openLab(place);
  await lab.openInNotebook7('seven.ipynb');
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

shootFailures(() => lab);

describe('Notebook 7', () => {
  it('takes an untagged notebook to a finished run in two actions', async () => {
    await button('Flow').click();
    await button('Run flow').click();
    await lab.page.getByText(/^Seven\/\d+ was successful after/).waitFor({ timeout: 60_000 });
  });

  it('shows the graph beside the notebook, which has the main area for itself', async () => {
    await button('Graph').click();
    await lab.page.locator('.jp-HeadwaterGraph-svg:visible').waitFor();
    expect(await lab.page.locator('.jp-Notebook:visible').count()).toBe(1);
  });

  it('looks back, and opens a value in the place of the graph', async () => {
    await lab.page.getByRole('button', { name: /^Look back:/ }).click();
    await lab.page.locator('.jp-OutputArea-output', { hasText: 'rows 3' }).waitFor();
    await lab.page.locator('.jp-HeadwaterChip', { hasText: /^mean/ }).click();
    await button('Open in a tab').click();
    await lab.page.locator('.jp-HeadwaterArtifact:visible h3', { hasText: 'mean' }).waitFor();
    expect(await lab.page.locator('.jp-HeadwaterGraph').count()).toBe(0);
  });

  it('lists the runs in its side panel and opens one, by the keyboard', async () => {
    await lab.page.locator('.jp-Notebook .jp-InputPrompt').first().click();
    await lab.page.keyboard.press('s');
    await lab.page.keyboard.press('h');
    const run = lab.page.getByRole('grid', { name: /^Runs/ }).getByRole('row');
    await run.filter({ hasText: 'Successful' }).waitFor();
    await run.getByRole('button', { name: 'Open' }).click();
    await lab.page.getByRole('list', { name: /^Timeline/ }).waitFor();
    await lab.shoot('notebook-7');
    expect(await lab.page.locator('.jp-HeadwaterArtifact:visible').count()).toBe(0);
  });
});

function button(name: string): Locator {
  return lab.page.getByRole('button', { name, exact: true });
}
