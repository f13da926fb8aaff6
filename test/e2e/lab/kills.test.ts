import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Health } from '../../../src/server/api/answer';
import type { RunPage } from '../../../src/server/api/run';
import { startLab } from '../../../src/setup/lab.mjs';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';

/** How many processes are killed; two in the daily tests, 20 for the figure. */
const kills = Number(process.env['HEADWATER_KILLS'] ?? 2);

let place: Workspace;
let lab: LabPage;
let loads = 0;

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('long.ipynb', [
    { source: "import { foreach } from 'headwater'", tags: ['setup'] },
    { source: 'let rows = Array.from({ length: 16 }, (_, i) => i)', step: 'load' },
    {
      source: 'const out = await foreach(rows, async row => {\n  await new Promise(resolve => setTimeout(resolve, 700))\n  return row\n})',
      step: 'work'
    },
    { source: 'const sum = out.reduce((a, b) => a + b, 0)', step: 'sum' }
  ]);
  lab = await openLab(place);
  lab.page.on('load', () => loads++);
  await lab.open('long.ipynb');
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('with the page open', () => {
  it.each(Array.from({ length: kills }, (_, i) => [i % 2 === 0 ? 'the Node server' : "the run's scheduler", i] as const))(
    'a killed process does not lose the run, and the page finds out without a reload: %s (%i)',
    async (what, i) => {
      const before = loads;
      const known = (await runs()).length;
      await lab.page.getByRole('button', { name: 'Run flow', exact: true }).click();
      await status('▶').waitFor({ timeout: 30_000 });
      await lab.page.waitForTimeout(100 + ((i * 7919) % 23) * 100);
      if (what === 'the Node server') process.kill(await serverPid(), 'SIGKILL');
      else process.kill(await schedulerPid(), 'SIGKILL');
      const expected = what === 'the Node server' ? '✓ successful' : '✗';
      await status(expected).waitFor({ timeout: 60_000 });
      const now = await runs();
      expect(now.length).toBe(known + 1);
      expect(now[0]?.status).toMatch(what === 'the Node server' ? /^successful$/ : /^(died|failed)$/);
      expect(loads).toBe(before);
    }
  );

  it('a run that its scheduler has left goes on from what it had', async () => {
    await lab.page.locator('.jp-Notebook .jp-Cell').filter({ hasText: 'const sum' }).click();
    await lab.page.getByRole('button', { name: 'More ways to run' }).click();
    await lab.page.locator('.lm-Menu-item').filter({ hasText: 'Run Flow from This Step' }).click();
    await status('✓ successful').waitFor({ timeout: 60_000 });
    expect((await runs())[0]?.origin).not.toBeNull();
  });

  it('Jupyter itself is ended and started again: the run has gone on, and the page shows it', async () => {
    const before = loads;
    await lab.page.getByRole('button', { name: 'Run flow', exact: true }).click();
    await status('▶').waitFor({ timeout: 30_000 });
    process.kill(lab.pid, 'SIGTERM');
    await isOver(lab.pid);
    const again = await startAgain();
    try {
      await status('✓ successful').waitFor({ timeout: 60_000 });
      expect((await runs())[0]?.status).toBe('successful');
      expect(loads).toBe(before);
    } finally {
      again.stop();
      await Promise.race([again.ended, new Promise(resolve => setTimeout(resolve, 5_000))]);
      if (again.pid !== undefined && isThere(again.pid)) process.kill(again.pid, 'SIGKILL');
    }
  });
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function isOver(pid: number): Promise<void> {
  while (isThere(pid)) await new Promise(resolve => setTimeout(resolve, 100));
}

/** Another Jupyter at the same address and with the same token. */
async function startAgain(): ReturnType<typeof startLab> {
  const { port } = new URL(lab.base);
  process.env['HEADWATER_PORT'] = port;
  const settings = { 'IdentityProvider.token': lab.token };
  return await startLab('', { browser: false, quiet: true, root: place.folder, settings, environment: { ...place.environment } });
}

function status(text: string): Locator {
  return lab.page.locator('.jp-HeadwaterRunToolbar-status').filter({ hasText: text });
}

async function ask<T>(route: string): Promise<T> {
  const answer = await fetch(`${lab.base}/headwater/api/${route}`, { headers: { Authorization: `token ${lab.token}` } });
  return (await answer.json()) as T;
}

async function runs(): Promise<RunPage['runs']> {
  return (await ask<RunPage>('runs?path=&flow=Long&limit=100')).runs;
}

async function serverPid(): Promise<number> {
  return (await ask<Health>('health')).pid;
}

async function schedulerPid(): Promise<number> {
  const newest = (await runs())[0];
  const lease = path.join(place.storeRoot, 'Long', newest?.id ?? '', '_headwater', 'lease.json');
  return (JSON.parse(readFileSync(lease, 'utf8')) as { readonly pid: number }).pid;
}
