import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';
import { makePastFlow } from './past-flow';

let place: Workspace;
let lab: LabPage;

beforeAll(async () => {
  place = makeWorkspace();
  await makePastFlow(place);
  lab = await openLab(place);
  await lab.open('flow.ipynb');
  await lab.page.locator('.lm-TabBar-tab[data-id="headwater-runs"]').click();
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('the panel of runs', () => {
  it('lists the runs of the notebook’s flow, newest first, with the parameters that differ; what people wrote is text', async () => {
    await runs().nth(1).waitFor();
    expect(await runs().count()).toBe(2);
    expect(await runs().nth(0).innerText()).toMatch(/Successful[^]*tester[^]*depth=2[^]*<b>tag<\/b>/);
    expect(await runs().nth(1).innerText()).toContain('depth=1');
  });

  it('finds runs by what they were given', async () => {
    await lab.page.getByRole('searchbox').fill('depth=1');
    await lab.page.getByText('1 found of 2').waitFor();
    expect(await runs().count()).toBe(1);
    await lab.page.getByRole('searchbox').fill('');
  });

  it('adds and removes a tag in place', async () => {
    await runs().nth(1).getByRole('button', { name: 'Add a tag' }).click();
    await lab.page.getByRole('textbox', { name: 'New tag' }).fill('the best one');
    await lab.page.keyboard.press('Enter');
    await runs().nth(1).getByText('the best one').waitFor();
    await runs().nth(0).getByRole('button', { name: 'Remove tag <b>tag</b>' }).click();
    await expect.poll(() => runs().nth(0).innerText()).not.toContain('<b>tag</b>');
  });

  it('shows a run that is started elsewhere by itself', async () => {
    expect(await place.headwater(['run', 'flow.ipynb', '--depth', '7'])).toMatchObject({ status: 0 });
    await lab.page.getByText('depth=7').waitFor();
    expect(await runs().count()).toBe(3);
    await lab.shoot('runs');
  });

  it('shows a run under the cells by the keyboard', async () => {
    await runs().nth(0).focus();
    await lab.page.keyboard.press('End');
    await expect.poll(() => lab.page.evaluate('document.activeElement?.getAttribute("aria-rowindex")')).toBe('3');
    await lab.page.keyboard.press('Enter');
    await lab.page.locator('.jp-OutputArea-output', { hasText: 'depth 1' }).waitFor();
    await lab.page.keyboard.press('Escape');
    await lab.page.locator('.jp-OutputArea-output', { hasText: 'own output of load' }).waitFor();
  });

  it('opens a run to its timeline, cards, tasks, variables and logs', async () => {
    await runs().nth(0).getByRole('button', { name: 'Open' }).click();
    await lab.page
      .getByRole('list', { name: /^Timeline/ })
      .getByText('load')
      .waitFor();
    await lab.shoot('run-view');
    await lab.page.getByRole('tab', { name: 'Cards' }).click();
    await lab.page.getByRole('tabpanel').getByRole('button', { name: 'show' }).click();
    await lab.page.locator('.jp-HeadwaterCard').getByText('score').waitFor();
    expect(await lab.page.locator('.jp-HeadwaterCard').innerText()).toContain('3.5');
    await lab.shoot('run-cards');
    await lab.page.getByRole('tab', { name: /^Tasks/ }).click();
    await lab.page.getByRole('tabpanel').getByRole('button', { name: 'load' }).click();
    await lab.page.getByRole('region', { name: 'Output' }).getByText('depth 7').waitFor();
    await lab.page.getByRole('list', { name: 'Variables that the task wrote' }).getByText('table', { exact: true }).waitFor();
  });
});

describe('stored values', () => {
  it('shows a table by pages, sorted by the server, with a plot of a column', async () => {
    await lab.page
      .getByRole('tabpanel')
      .locator('.jp-HeadwaterChip', { hasText: /^table/ })
      .click();
    const table = lab.page.getByRole('table', { name: 'The first rows' });
    await expect.poll(() => table.innerText()).toContain('word 0');
    await lab.page.getByLabel('Sort by').selectOption('x');
    await expect.poll(() => table.innerText()).toContain('word 143');
    await lab.page.getByLabel('Plot').selectOption('x');
    expect(await lab.page.getByRole('img', { name: 'Distribution of x' }).getAttribute('aria-label')).toContain('0 …');
    await lab.shoot('artifact-table');
    await lab.page.keyboard.press('Escape');
  });

  it('opens nested values by the keyboard; texts stay texts', async () => {
    await lab.page.getByRole('tabpanel').getByRole('button', { name: 'show' }).click();
    await lab.page
      .getByRole('tabpanel')
      .locator('.jp-HeadwaterChip', { hasText: /^model/ })
      .click();
    const items = lab.page.getByRole('treeitem');
    await items.first().focus();
    await lab.page.keyboard.press('ArrowRight');
    await expect.poll(() => items.count()).toBe(3);
    expect(await items.nth(2).innerText()).toContain('<i>text</i>');
    await lab.page.keyboard.press('Escape');
    expect(await lab.page.getByRole('dialog').count()).toBe(0);
  });

  it('writes the line that fetches a value into a new cell', async () => {
    await lab.page
      .getByRole('tabpanel')
      .locator('.jp-HeadwaterChip', { hasText: /^score/ })
      .click();
    await lab.page.getByRole('button', { name: 'Insert into the notebook' }).click();
    await lab.page.getByRole('tab', { name: /flow\.ipynb/ }).click();
    await lab.page.locator('.jp-Notebook .cm-content', { hasText: /Flow\/\d+\/show\/\d+\/score/ }).waitFor();
  });
});

describe('two runs side by side', () => {
  it('compares two runs in two actions', async () => {
    await runs().nth(0).getByRole('checkbox').check();
    await runs().nth(2).getByRole('button', { name: 'Compare', exact: true }).click();
    const variables = lab.page.getByRole('region', { name: 'Variables' });
    expect(await variables.getByRole('row', { name: /\bn\b/ }).innerText()).toContain('= same');
    await lab.page.getByRole('region', { name: 'Code' }).getByText('only in A').waitFor();
    const sheet = lab.page.getByRole('region', { name: /^Comparison of Flow: 2 runs/ }).getByRole('row');
    expect(await sheet.nth(0).innerText()).toMatch(/depth[^]*score/);
    expect(await sheet.nth(1).innerText()).toMatch(/baseline[^]*1[^]*0\.5/);
    expect(await sheet.nth(2).innerText()).toMatch(/7[^]*3\.5[^]*best[^]*\+3 better/);
    // The sheet alone tells of parameters and metrics.
    const view = lab.page.locator('.jp-HeadwaterComparison').last();
    expect(await view.getByText('Two runs').count()).toBe(1);
    expect(await view.getByRole('region', { name: /^(Parameters|Metrics)$/ }).count()).toBe(0);
    expect(await view.getByRole('columnheader', { name: /depth/ }).count()).toBe(1);
    expect(await view.getByRole('rowheader', { name: 'depth', exact: true }).count()).toBe(0);
    await lab.shoot('comparison');
  });
});

function runs(): Locator {
  return lab.page.getByRole('grid', { name: /^Runs/ }).getByRole('row');
}
