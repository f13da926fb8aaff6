import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, shootFailures, type LabPage } from './lab-page';

let place: Workspace;
let lab: LabPage;

const cells = [
  { source: 'let rows = [{ name: "a", size: 3 }, { name: "b", size: 0 }]', step: 'load' },
  { source: 'function ratio(row: { size: number }): number { if (row.size === 0) throw new Error("size is 0"); return 1 / row.size }' },
  { source: 'let sum = 0\nfor (const row of rows)\n  sum += ratio(row)', step: 'measure' }
];
const headwater = { kernelspec: { display_name: 'TypeScript (Headwater)', language: 'typescript', name: 'headwater' } };

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('fails.ipynb', cells, headwater);
  place.notebook('stock.ipynb', cells);
  lab = await openLab(place);
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

shootFailures(() => lab);

describe('Open here', () => {
  it("loads the failed step's inputs into the kernel, so that its cell can be tried where it failed", async () => {
    const { page } = lab;
    await lab.open('fails.ipynb', 'kernel');
    await page.getByRole('button', { name: 'Run flow', exact: true }).click();
    await page.getByRole('button', { name: 'cell 3, line 3' }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Open here', exact: true }).click();
    const told = page.getByText(/Loaded from|HW\d{3}:|has no kernel|no record of such a task/);
    await told.waitFor({ timeout: 60_000 });
    expect(await told.innerText()).toMatch(/Loaded from Fails\/\d+\/measure\/\d+: .*rows/);
    await lab.shoot('open-here');
    expect(await page.locator('.jp-Cell.jp-mod-active').innerText()).toContain('sum += ratio(row)');
    await page.locator('.jp-Cell.jp-mod-active .cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+Enter');
    const output = page.locator('.jp-Cell.jp-mod-active .jp-OutputArea-output');
    await output.filter({ hasText: 'size is 0' }).waitFor({ timeout: 30_000 });
  });

  it('says plainly that another kernel takes no variables, and offers the lines that fetch them', async () => {
    const { page } = lab;
    await lab.open('stock.ipynb', 'kernel');
    await page.getByRole('button', { name: 'Run flow', exact: true }).click();
    await page.getByRole('button', { name: 'Open here', exact: true }).click({ timeout: 60_000 });
    await page.getByText("The kernel 'tslab' does not let variables be set").waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Insert the lines' }).click();
    const inserted = page.locator('.jp-Cell.jp-mod-active');
    await inserted.filter({ hasText: 'import { Artifact }' }).waitFor();
    expect(await inserted.innerText()).toMatch(/let rows = await Artifact\('Stock\/\d+\/load\/\d+\/rows'\)\.data/);
  });
});
