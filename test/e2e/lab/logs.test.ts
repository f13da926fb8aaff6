import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';

let place: Workspace;
let lab: LabPage;

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('chatty.ipynb', [
    { source: 'let n = 200000', step: 'one' },
    {
      source: [
        'for (let i = 0; i < n; i += 2000) {',
        "  console.log(Array.from({ length: 2000 }, (_, k) => `line ${i + k} of many`).join('\\n'))",
        '  await new Promise(resolve => setTimeout(resolve, 60))',
        '}',
        'let last = n'
      ].join('\n'),
      step: 'two'
    },
    {
      source: "console.log('<b onmouseover=alert(1)>bold</b>', last)\nconsole.error('\\u001b[31mred\\u001b[0m and plain')",
      step: 'three'
    }
  ]);
  lab = await openLab(place);
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('the logs of a run', () => {
  it('show 200,000 lines as text without freezing the page, and find one of them', async () => {
    const { page } = lab;
    await lab.open('chatty.ipynb');
    await page.getByRole('button', { name: 'Run flow', exact: true }).waitFor();
    await page.getByRole('button', { name: 'More ways to run' }).click();
    await page.getByText('Show the Logs of the Run').click();
    await page.getByText('Nothing has run yet').waitFor();
    await page.evaluate(watchFrames);
    await page.getByRole('button', { name: 'Run flow', exact: true }).click();
    await page.getByText(/was successful after/).waitFor({ timeout: 60_000 });
    await page.locator('.jp-HeadwaterLog-row').filter({ hasText: 'red and plain' }).waitFor({ timeout: 30_000 });
    const longest = await page.evaluate<number>('window.longestFrame');
    if (process.env['HEADWATER_FIGURES'] !== undefined) console.log(`longest frame: ${Math.round(longest)} ms`);
    await lab.shoot('logs-many');
    expect(longest).toBeLessThan(1_000);
    await page.getByRole('searchbox', { name: 'Find in the logs' }).fill('line 150000 of');
    await page.getByText('1 found').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.jp-HeadwaterLog-row .jp-mod-current').filter({ hasText: 'line 150000 of many' }).waitFor();
    await lab.shoot('logs-found');
    await page.getByRole('searchbox', { name: 'Find in the logs' }).fill('');
    await page.locator('.jp-HeadwaterLog-filters select').first().selectOption('three');
    const rows = page.locator('.jp-HeadwaterLog-row');
    await rows.filter({ hasText: '<b onmouseover=alert(1)>bold</b> 200000' }).waitFor();
    const red = rows.filter({ hasText: 'red and plain' }).locator('.jp-HeadwaterLog-on-red');
    expect(await red.innerText()).toBe('red');
    await lab.shoot('logs-step');
  });
});

/** Keeps the longest time between two frames in `window.longestFrame`; for the page, as text. */
const watchFrames = `(() => {
  window.longestFrame = 0;
  let last = performance.now();
  const look = now => {
    window.longestFrame = Math.max(window.longestFrame, now - last);
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;
