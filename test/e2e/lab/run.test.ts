import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';

let place: Workspace;
let lab: LabPage;

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('train.ipynb', [
    { source: 'let rate = 0.1\nlet name = "a"', tags: ['parameters'] },
    { source: 'let rows = Array.from({ length: 12 }, (_, i) => i)', step: 'load' },
    { source: "import { foreach } from 'headwater'" },
    {
      source: 'const models = await foreach(rows, async row => { await new Promise(r => setTimeout(r, 700)); return row * rate })',
      step: 'train'
    },
    { source: 'const best = Math.max(...models)\nconsole.log("best", best)', step: 'pick' }
  ]);
  place.notebook('fails.ipynb', [
    { source: 'let a: number[] = [1]', step: 'one' },
    { source: 'let b = a.length\nlet c = (null as any).x\nlet d = 1', step: 'two' }
  ]);
  lab = await openLab(place);
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('Run in a notebook', () => {
  it('runs the flow, shows the graph live and says how it ended', async () => {
    await lab.open('train.ipynb');
    await button('Run flow').waitFor();
    await button('Graph').click();
    await lab.page.locator('.jp-HeadwaterGraph-step[data-step="train"]').waitFor();
    await lab.shoot('graph-before');
    await button('Run flow').click();
    await lab.page.locator('.jp-HeadwaterGraph-step.jp-mod-running').first().waitFor({ timeout: 10_000 });
    await lab.page.waitForTimeout(600);
    await lab.shoot('graph-running');
    await lab.page.getByText(/was successful after/).waitFor({ timeout: 60_000 });
    await lab.shoot('graph-after');
    expect(await lab.page.locator('.jp-HeadwaterGraph-step.jp-mod-committed').count()).toBe(3);
  });

  it('marks the cell that failed at its line, with the traceback', async () => {
    await lab.open('fails.ipynb');
    await button('Run flow').click();
    await lab.page.locator('.jp-HeadwaterErrorBox').waitFor({ timeout: 60_000 });
    await lab.shoot('run-failed');
    expect(await lab.page.locator('.jp-HeadwaterFailedLine').innerText()).toContain('null as any');
  });
});

function button(name: string): Locator {
  return lab.page.getByRole('button', { name, exact: true });
}
