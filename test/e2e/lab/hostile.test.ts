import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLab } from '../../../src/setup/lab.mjs';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';

let place: Workspace;
let lab: LabPage;

/** Runs when a page takes it for HTML. */
const html = '<img src=x onerror="window.hacked = 1">';
const quoted = JSON.stringify(html);

beforeAll(async () => {
  place = makeWorkspace();
  const cells = [
    { source: `let label = ${quoted}`, tags: ['parameters'] },
    { source: `const text = { ${quoted}: label }\nconsole.log(label, '\\u001b[31m' + label)`, step: 'show', settings: { title: html } },
    { source: `await new Promise(resolve => setTimeout(resolve, 4000)); throw new Error(label + Object.keys(text))`, step: 'fail' }
  ];
  const evil = place.notebook('evil.ipynb', cells, { headwater: { flow: 'Evil', title: html } });
  place.notebook('named.ipynb', [{ source: 'let a = 1', step: html }], { headwater: { flow: `<script>window.hacked = 1</script>` } });
  place.notebook('tabs.ipynb', [{ source: 'await new Promise(resolve => setTimeout(resolve, 3000)); let a = 1', step: 'wait' }]);
  expect((await place.headwater(['run', evil, '--tag', `trial ${html}`])).status).toBe(1);
  lab = await openLab(place);
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('what data says is text', () => {
  it('in names of flows and steps that no flow may have', async () => {
    await lab.open('named.ipynb');
    await lab.page.locator('.jp-HeadwaterStrip-problems').first().waitFor();
    await lab.page.locator('.jp-HeadwaterStrip-problems').first().click();
    await lab.page.locator('.jp-HeadwaterProblem', { hasText: '<img src=x' }).first().waitFor();
    expect(await hacked(lab.page)).toBe(false);
  });

  it('in titles, parameters, tags, values, logs and errors', async () => {
    await lab.open('evil.ipynb');
    await lab.page.locator('.jp-HeadwaterStrip-name', { hasText: '<img src=x' }).waitFor();
    await lab.page.getByRole('button', { name: 'Graph' }).click();
    await lab.page.locator('.jp-HeadwaterGraph-svg').getByText('<img src=x').first().waitFor();
    await lab.page.getByRole('button', { name: 'Run flow', exact: true }).click();
    await lab.page.locator('.jp-HeadwaterErrorBox').getByText('<img src=x').first().waitFor({ timeout: 60_000 });
    await lab.page.getByRole('button', { name: 'Logs', exact: true }).first().click();
    await lab.page.locator('.jp-HeadwaterLog').getByLabel('Step').selectOption({ label: 'All' });
    await lab.page.locator('.jp-HeadwaterLog-row', { hasText: '<img src=x' }).first().waitFor();
    await lab.page.getByRole('tab', { name: 'Runs' }).first().click();
    await lab.page.locator('.jp-HeadwaterRun', { hasText: 'trial <img' }).first().waitFor();
    await lab.shoot('hostile');
    expect(await hacked(lab.page)).toBe(false);
  });
});

describe('two tabs on one notebook', () => {
  it('both show the run that one of them has started', async () => {
    await lab.open('tabs.ipynb');
    const other = await lab.context.newPage();
    await other.goto(lab.page.url());
    await status(other).waitFor({ state: 'attached', timeout: 60_000 });
    await lab.page.bringToFront();
    await lab.page.getByRole('button', { name: 'Run flow', exact: true }).click();
    await status(lab.page).filter({ hasText: '▶' }).waitFor();
    await other.bringToFront();
    await status(other).filter({ hasText: /▶|✓/ }).waitFor({ timeout: 15_000 });
    await status(other).filter({ hasText: '✓' }).waitFor({ timeout: 30_000 });
    await other.close();
  });
});

describe('a login that has expired', () => {
  it('is said so, and what is there stays', async () => {
    await lab.open('tabs.ipynb');
    await lab.page.locator('.jp-HeadwaterStrip-name').first().waitFor();
    process.kill(lab.pid, 'SIGTERM');
    await isOver(lab.pid);
    await lab.context.clearCookies();
    process.env['HEADWATER_PORT'] = new URL(lab.base).port;
    const again = await startLab('', { browser: false, quiet: true, root: place.folder, environment: { ...place.environment } });
    try {
      await lab.page.locator('.jp-HeadwaterBar', { hasText: 'HW631' }).waitFor({ timeout: 60_000 });
      expect(await lab.page.locator('.jp-HeadwaterStrip-name').count()).toBe(1);
      await lab.shoot('login-expired');
    } finally {
      again.stop();
      await again.ended;
    }
  });
});

async function isOver(pid: number): Promise<void> {
  for (const giveUp = Date.now() + 8000; isThere(pid); await new Promise(resolve => setTimeout(resolve, 100)))
    if (Date.now() > giveUp) process.kill(pid, 'SIGKILL');
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function status(page: Page): ReturnType<Page['locator']> {
  return page.locator('.jp-HeadwaterRunToolbar-status');
}

/** Whether code in data has run; a picture's error comes a moment after it is drawn. */
async function hacked(page: Page): Promise<boolean> {
  await page.waitForTimeout(300);
  return page.evaluate<boolean>(`'hacked' in window || document.querySelector('img[src="x"]') !== null`);
}
