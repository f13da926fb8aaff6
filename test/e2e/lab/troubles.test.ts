import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, shootFailures, type LabPage } from './lab-page';

let place: Workspace;
let lab: LabPage;

const cells = [
  { source: 'const size = [1, 2, 3].length\nconst bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1])', step: 'count' }
];

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('broken.ipynb', cells, { headwater: 'a text' });
  place.notebook('flow.ipynb', cells);
  lab = await openLab(place);
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

shootFailures(() => lab);

describe('metadata that is broken', () => {
  it('is said above the cells, before anything is run', async () => {
    await lab.open('broken.ipynb');
    const bar = lab.page.locator('.jp-HeadwaterBar');
    await bar.filter({ hasText: 'HW132' }).waitFor();
    expect(await bar.innerText()).toContain('The notebook has "a text" for metadata.headwater.');
  });
});

describe('a server that hangs', () => {
  it('is said to; what was asked for meanwhile happens when it goes on, once', async () => {
    await lab.open('flow.ipynb');
    await lab.page.locator('.jp-HeadwaterStrip-name').waitFor();
    const server = serverOf(lab.pid);
    process.kill(server, 'SIGSTOP');
    try {
      await lab.page.getByRole('button', { name: 'Run flow', exact: true }).click();
      await lab.page.locator('.jp-HeadwaterBar', { hasText: 'takes long to answer' }).waitFor({ timeout: 20_000 });
    } finally {
      process.kill(server, 'SIGCONT');
    }
    await lab.page.getByText(/^Flow\/\d+ was successful after/).waitFor({ timeout: 60_000 });
    await lab.page.locator('.jp-HeadwaterBar', { hasText: 'takes long to answer' }).waitFor({ state: 'hidden' });
    await lab.page.getByRole('button', { name: /^Look back:/ }).click();
    await lab.page.locator('.jp-HeadwaterChip', { hasText: 'size number 3' }).waitFor();
    expect(await lab.page.getByRole('slider').count()).toBe(0);
  });
});

describe('a value that only begins as an image', () => {
  it('is said to be none that can be drawn', async () => {
    await lab.page.locator('.jp-HeadwaterChip', { hasText: /^bytes/ }).click();
    await lab.page.getByRole('dialog').getByText('cannot be drawn as one').waitFor();
    await lab.page.keyboard.press('Escape');
    expect(await lab.page.getByRole('dialog').count()).toBe(0);
  });
});

/** Headwater's server is a child of Jupyter's. */
function serverOf(jupyter: number): number {
  const line = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map(each => each.trim().split(/\s+/))
    .find(([, parent, ...command]) => Number(parent) === jupyter && command.join(' ').includes('server/main.js'));
  const pid = Number(line?.[0]);
  if (!(pid > 1)) throw new Error('Jupyter has no server of Headwater');
  return pid;
}
