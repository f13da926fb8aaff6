import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunPage } from '../../../src/server/api/run';
import { makeWorkspace, type TestCell, type Workspace } from '../workspace';
import { cellWith, openLab, type LabPage } from './lab-page';

let place: Workspace;
let lab: LabPage;

const untagged: readonly TestCell[] = [
  { source: '// # Load\nconst rows = Array.from({ length: 20 }, (_, i) => ({ x: i, y: 2 * i + 1 }))' },
  { source: 'const train = rows.slice(0, 15)' },
  { source: 'const test = rows.slice(15)' },
  { source: '// # Fit\nfunction mean(values: number[]): number { return values.reduce((a, b) => a + b, 0) / values.length }' },
  { source: 'const slope = mean(train.map(row => row.y)) / mean(train.map(row => row.x))' },
  { source: 'const guesses = test.map(row => row.x * slope)' },
  { source: '// # Judge\nconst error = mean(test.map((row, i) => Math.abs(row.y - guesses[i])))' },
  { source: 'console.log("error", error)' }
];

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('untagged.ipynb', untagged);
  place.notebook('train.ipynb', [
    { source: 'let rate = 0.1', tags: ['parameters'] },
    { source: 'let rows = Array.from({ length: 8 }, (_, i) => i)', step: 'load' },
    { source: "import { foreach } from 'headwater'" },
    {
      source:
        'const models = await foreach(rows, async row => {\n  await new Promise(resolve => setTimeout(resolve, 600))\n  return row * rate\n})',
      step: 'train'
    },
    { source: 'const best = Math.max(...models)', step: 'pick' }
  ]);
  place.notebook('fails.ipynb', [
    { source: 'let a: number[] = [1]', step: 'one' },
    { source: 'let b = a.length\nlet c = (null as any)["<img src=x>"]\nlet d = 1', step: 'two' }
  ]);
  place.notebook('refused.ipynb', [{ source: 'let late = hidden + 1', step: 'one' }, { source: 'let hidden = 1' }]);
  lab = await openLab(place);
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('Run in a notebook', () => {
  it('takes an untagged notebook of eight cells to a finished run in exactly two actions', async () => {
    await lab.open('untagged.ipynb');
    await button('Flow').click();
    await button('Run flow').click();
    await lab.page.getByText(/^Untagged\/\d+ was successful after/).waitFor({ timeout: 60_000 });
    await lab.shoot('run-two-actions');
    expect((await runsOf('Untagged')).map(run => run.status)).toEqual(['successful']);
  });

  it('follows the run, takes earlier results over when it begins from a step, and stops', async () => {
    await lab.open('train.ipynb');
    await button('Run flow').click();
    await status('▶ 1/3 steps').waitFor({ timeout: 30_000 });
    await button('Stop').waitFor();
    await ended('successful');
    await cellWith(lab.page, 'const best').click();
    await choose('Run Flow from This Step');
    await ended('successful');
    await button('Run flow').click();
    await status('▶ 1/3 steps').waitFor({ timeout: 30_000 });
    await button('Stop').click();
    await ended('stopped');
    const runs = await runsOf('Train');
    expect(runs.map(run => run.status)).toEqual(['stopped', 'successful', 'successful']);
    expect(runs[1]?.origin).toBe(runs[2]?.pathspec);
  });

  it('asks for parameters by their types and runs with what was typed', async () => {
    await choose('Run Flow with Parameters…');
    const form = lab.page.locator('.jp-HeadwaterParameterForm');
    await form.getByRole('textbox').fill('fast');
    await form.getByText('Type a number.').waitFor();
    await form.getByRole('textbox').fill('0.5');
    await lab.shoot('run-parameters');
    await lab.page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }).click();
    await ended('successful');
    expect((await runsOf('Train'))[0]?.parameters).toEqual([{ name: 'rate', text: '0.5', given: true }]);
  });

  it('marks the cell that failed at its line, as text, until it is edited', async () => {
    await lab.open('fails.ipynb');
    await button('Run flow').click();
    const box = lab.page.locator('.jp-HeadwaterErrorBox');
    await box.getByRole('button', { name: 'cell 2, line 2' }).waitFor({ timeout: 60_000 });
    await lab.shoot('run-failed');
    expect(await lab.page.locator('.jp-HeadwaterFailedLine').innerText()).toContain('null as any');
    expect(await box.innerText()).toContain("reading '<img src=x>'");
    await box.getByRole('button', { name: 'cell 2, line 2' }).click();
    await cellWith(lab.page, 'null as any').locator('.cm-content').click();
    await lab.page.keyboard.type(' ');
    await box.waitFor({ state: 'detached' });
    expect(await lab.page.locator('.jp-HeadwaterFailedLine').count()).toBe(0);
  });

  it('says at the cell why a run is refused', async () => {
    await lab.open('refused.ipynb');
    await button('Run flow').click();
    const box = lab.page.locator('.jp-HeadwaterErrorBox');
    await box.getByText('✗ Not run', { exact: true }).waitFor({ timeout: 30_000 });
    await lab.shoot('run-refused');
    expect(await box.innerText()).toContain('hidden');
  });
});

function button(name: string): Locator {
  return lab.page.getByRole('button', { name, exact: true });
}

function status(text: string): Locator {
  return lab.page.locator('.jp-HeadwaterRunToolbar-status').filter({ hasText: text });
}

async function choose(item: string): Promise<void> {
  await button('More ways to run').click();
  await lab.page.locator('.lm-Menu-item').filter({ hasText: item }).click();
}

/** Waits for the notification and closes it, so that the next one is not taken for it. */
async function ended(how: 'successful' | 'stopped'): Promise<void> {
  const toast = lab.page.locator('.Toastify__toast').filter({ hasText: how === 'successful' ? 'was successful' : 'was stopped' });
  await toast.waitFor({ timeout: 60_000 });
  await toast
    .getByRole('button', { name: /close|hide/i })
    .first()
    .click();
  await toast.waitFor({ state: 'detached' });
}

async function runsOf(flow: string): Promise<RunPage['runs']> {
  const answer = await fetch(`${lab.base}/headwater/api/runs?path=&flow=${flow}`, { headers: { Authorization: `token ${lab.token}` } });
  return ((await answer.json()) as RunPage).runs;
}
