import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardMimeType } from '../../../src/card/card-document';
import { comparisonMime } from '../../../src/comparison/comparison';
import { brokenComparisons, harmfulComparisons } from '../../labextension/comparison-output/strange-comparisons';
import { hostileCells, hostilePage, largeCards, pagesOfHeights } from './hostile-cards';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';
import { writeOutputs } from './write-outputs';

let place: Workspace;
let lab: LabPage;
/** Counts what reaches it: nothing may. */
let spy: Server;
let visits = 0;

/** A step that says on its card, in a component, when it said it. */
const live = `import { card, ProgressBar, ValueBox, VegaChart } from 'headwater';
const bar = new ProgressBar({ max: 40, label: 'Training' });
const clock = new ValueBox('0', { title: 'Clock' });
card.extend([bar, clock]);
for (let e = 1; e <= 40; e++) {
  await new Promise(resolve => setTimeout(resolve, 250));
  clock.update('t' + Date.now());
  bar.update(e);
}
card.append(new VegaChart({ data: { values: [{ x: 1, y: 2 }, { x: 2, y: 3 }] }, mark: 'line', encoding: { x: { field: 'x' }, y: { field: 'y' } } }, { alt: 'Two points' }));
const model = 1;`;

beforeAll(async () => {
  spy = createServer((_, response) => {
    visits += 1;
    response.end('hello');
  });
  await new Promise<void>(resolve => spy.listen(0, '127.0.0.1', resolve));
  place = makeWorkspace();
  place.notebook('train.ipynb', [{ source: live, step: 'train', settings: { card: { title: 'Training the model' } } }], {
    headwater: { flow: 'Live' }
  });
  place.notebook(
    'look.ipynb',
    [{ source: `import { Flow } from 'headwater';` }, { source: `await Flow('Live').latestRun.card('train')` }],
    {
      kernelspec: { name: 'headwater', display_name: 'TypeScript (Headwater)', language: 'typescript' }
    }
  );
  place.notebook(
    'plain.ipynb',
    [
      { source: `import { Table, Markdown, card } from 'headwater';\nnew Table([{ name: 'a', n: 1 }, { name: 'b', n: 2 }])` },
      { source: `card.append('# Hello');\ncard` },
      {
        source: `import { ProgressBar } from 'headwater';
const bar = new ProgressBar({ max: 9, label: 'Epochs' });
card.extend(['## Epochs', bar]);
for (let e = 1; e <= 8; e++) { await new Promise(resolve => setTimeout(resolve, 300)); bar.update(e); }`
      },
      { source: `setTimeout(() => bar.update(9), 300);\nbar` }
    ],
    {
      kernelspec: { name: 'headwater', display_name: 'TypeScript (Headwater)', language: 'typescript' }
    }
  );
  writeOutputs(place, 'hostile.ipynb', hostileCells(`http://127.0.0.1:${(spy.address() as AddressInfo).port}`));
  writeOutputs(place, 'heights.ipynb', pagesOfHeights());
  lab = await openLab(place);
}, 300_000);

afterAll(async () => {
  await lab?.close();
  spy?.close();
  place?.remove();
});

describe('a card in a notebook', () => {
  it('follows its step while that runs, a change is seen in a third of a second, and ends as the stored card', async () => {
    await lab.open('look.ipynb', 'kernel');
    await runCell(0);
    const run = place.start(['run', path.join(place.folder, 'train.ipynb')]);
    await expect.poll(() => existsSync(path.join(place.storeRoot, 'Live')), { timeout: 20_000 }).toBe(true);
    await run.waitFor(/train/);
    await lab.page.waitForTimeout(1000);
    await runCell(1);
    const card = lab.page.locator('.jp-HeadwaterCard');
    await card.getByText('running').waitFor({ timeout: 30_000 });
    const delays = await updateDelays(card);
    console.log(`card update to pixels: ${delays.map(each => Math.round(each)).join(', ')} ms`);
    expect(delays.length).toBeGreaterThan(4);
    expect(median(delays)).toBeLessThan(300);
    expect((await run.ended).status).toBe(0);
    await card.getByText('Variables').waitFor({ timeout: 15_000 });
    await card.getByText('40 of 40').waitFor();
    await card.locator('[aria-label="Two points"] canvas, [aria-label="Two points"] svg').first().waitFor();
    await lab.shoot('card-light');
    await lab.page.keyboard.press('Control+s');
    await expect
      .poll(() => readFileSync(path.join(place.folder, 'look.ipynb'), 'utf8').includes(cardMimeType), { timeout: 15_000 })
      .toBe(true);
  });

  it('is there again after a reload, without a kernel, in the other theme too', async () => {
    const stored = JSON.parse(readFileSync(path.join(place.folder, 'look.ipynb'), 'utf8')) as {
      cells: { outputs: { data: Record<string, unknown> }[] }[];
    };
    expect(Object.keys(stored.cells[1]?.outputs[0]?.data ?? {})).toEqual(expect.arrayContaining(['text/html', 'text/plain']));
    const settings = path.join(place.folder, '.lab-settings', '@jupyterlab', 'apputils-extension', 'themes.jupyterlab-settings');
    writeFileSync(settings, JSON.stringify({ theme: 'JupyterLab Dark' }));
    await lab.open('look.ipynb');
    await lab.page.locator('.jp-HeadwaterCard').getByText('40 of 40').waitFor();
    await lab.page.locator('body[data-jp-theme-light="false"]').waitFor({ state: 'attached' });
    await lab.shoot('card-dark');
  });

  it('shows components of the plain kernel', async () => {
    await lab.open('plain.ipynb', 'kernel');
    await runCell(0);
    await lab.page.locator('.jp-HeadwaterCard td', { hasText: 'b' }).first().waitFor({ timeout: 30_000 });
    await runCell(1);
    await lab.page.locator('.jp-HeadwaterCard h2', { hasText: 'Hello' }).waitFor({ timeout: 30_000 });
  });

  it('are redrawn in their places while the cell runs, and after it', async () => {
    const shown = lab.page.locator('.jp-Notebook .jp-Cell').nth(2).locator('.jp-HeadwaterCard');
    await pressRun(2);
    await shown.getByText('3 of 9').waitFor({ timeout: 15_000 });
    expect(await lab.page.locator('.jp-Notebook .jp-Cell').nth(2).locator('.jp-InputPrompt').textContent()).toContain('*');
    await shown.getByText('8 of 9').waitFor({ timeout: 15_000 });
    await runCell(3);
    await shown.getByText('9 of 9').waitFor();
    // JupyterLab puts the numbers of headings into them.
    expect(await shown.getByRole('heading').innerText()).toContain('Epochs');
    expect(await shown.count()).toBe(1);
    await lab.page.locator('.jp-Notebook .jp-Cell').nth(3).locator('.jp-HeadwaterCard').getByText('9 of 9').waitFor();
    await lab.page.locator('.jp-Notebook .jp-Cell').nth(1).locator('.jp-HeadwaterCard').getByText('9 of 9').waitFor();
  });
});

describe('the address of a card', () => {
  it('is on the card, and shows the newest one as a page that can do nothing outside of itself', async () => {
    await lab.open('look.ipynb');
    const [own, latest] = await lab.page.locator('.hw-links a').evaluateAll(all => all.map(each => (each as HTMLAnchorElement).href));
    expect(own).toMatch(/\/headwater\/card\/Live\/\d+\/train/);
    expect(latest).toMatch(/\/headwater\/card\/Live\/latest\/train/);
    const answer = await lab.page.goto(latest ?? '');
    expect(answer?.status()).toBe(200);
    expect(answer?.headers()['content-security-policy']).toContain("sandbox allow-scripts; default-src 'none'");
    expect(await lab.page.getByText('40 of 40').count()).toBe(1);
    expect(await lab.page.evaluate(() => window.origin)).toBe('null');
    await lab.shoot('card-page');
  });

  it('says what is missing, and what to do, with the right status', async () => {
    const seen: [number, string][] = [];
    for (const path of ['Live/latest/tran', 'Life/latest/train', 'Live', 'Live/latest/train?tag=none', 'Live/latest/train?path=../..']) {
      const answer = await lab.page.goto(`${lab.base}/headwater/card/${path}`);
      seen.push([answer?.status() ?? 0, (await lab.page.locator('main').innerText()).replace(/\s+/g, ' ')]);
    }
    expect(seen).toEqual([
      [404, expect.stringMatching(/No run of 'Live' has a card of step 'tran'\. The newest run has .*train.* HW650/)],
      [404, expect.stringMatching(/There is no flow 'Life'.* Did you mean Live\?/)],
      [400, expect.stringContaining('Write …/headwater/card/Flow/latest/step')],
      [404, expect.stringMatching(/has no run with the tag 'none'.* await Run\('Live\/<run>'\); await run\.addTag\('none'\)/)],
      [403, expect.stringContaining('does not lie in the folder that Jupyter serves')]
    ]);
  });
});

describe('the page of a stranger', () => {
  it('is as high as it asks for, within limits, and growing ends', async () => {
    await lab.open('heights.ipynb');
    const frames = lab.page.locator('iframe.hw-frame');
    await expect.poll(() => frames.count(), { timeout: 30_000 }).toBe(4);
    const heights = (): Promise<number[]> => frames.evaluateAll(all => all.map(each => parseInt((each as HTMLElement).style.height, 10)));
    await expect.poll(async () => (await heights())[0], { timeout: 15_000 }).toBe(1234);
    await lab.page.waitForTimeout(1500);
    const [, low = 0, grown = 0, liar = 0] = await heights();
    expect(low).toBeLessThan(80);
    expect(grown).toBeLessThanOrEqual(4000);
    expect(liar).toBeLessThanOrEqual(4000);
    expect(liar).not.toBe(3999);
    expect((await heights())[2]).toBe(grown);
  });
});

describe('a notebook of a stranger', () => {
  it('with comparisons that are none, or too large, or mean harm, runs nothing and stays quick', async () => {
    const [broken, harmful] = [Object.values(brokenComparisons()), Object.entries(harmfulComparisons())];
    const outputs = [...broken, ...harmful.map(([, data]) => data)].map(data => ({ [comparisonMime]: data, 'text/plain': 'as text' }));
    writeOutputs(place, 'strange.ipynb', [...outputs, ...largeCards()]);
    await lab.open('strange.ipynb');
    const compared = lab.page.locator('.jp-HeadwaterCompared');
    // One more: JupyterLab's own copy of a notebook loses fields that have a prototype's name.
    await expect.poll(() => lab.page.getByText('This comparison cannot be drawn').count(), { timeout: 60_000 }).toBe(broken.length + 1);
    expect(await compared.getByText('as text').count()).toBe(broken.length + 1);
    await expect.poll(() => compared.count()).toBe(broken.length + harmful.length);
    await compared.last().getByText('The first 510 runs and 10 columns are shown here.').waitFor();
    for (const view of await compared
      .locator('[aria-pressed=false]')
      .filter({ hasText: /Repetitions|Curves|Parallel|Side|Code/ })
      .all())
      if (await view.isVisible()) await view.click();
    await expect.poll(() => lab.page.getByText('Not all of this card is shown.').count(), { timeout: 30_000 }).toBe(largeCards().length);
    const wait = await lab.page.evaluate(() => new Promise<number>(resolve => { const start = performance.now(); requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0)); })); // prettier-ignore
    expect(wait).toBeLessThan(1000);
    expect(await lab.page.evaluate(() => Reflect.get(window, 'hacked') ?? null)).toBe(null);
    await lab.shoot('strange');
  });
});

describe('a hostile card', () => {
  it('runs nothing outside of its frame, and reaches no network', async () => {
    const said: string[] = [];
    lab.page.on('dialog', dialog => {
      if (dialog.type() === 'beforeunload') return void dialog.accept();
      said.push(dialog.message());
      void dialog.dismiss();
    });
    await lab.open('hostile.ipynb');
    const count = hostileCells('').length;
    await expect.poll(() => lab.page.locator('.jp-HeadwaterCard').count(), { timeout: 30_000 }).toBe(count);
    for (const card of await lab.page.locator('.jp-HeadwaterCard').all()) await card.scrollIntoViewIfNeeded();
    // Scripts in frames did run, or the rest of this test would show nothing.
    const frames = lab.page.frames().filter(each => each.url() === 'about:srcdoc');
    const ran = await Promise.all(frames.map(each => each.evaluate(() => document.title).catch(() => '')));
    expect(ran).toContain(hostilePage);
    await lab.page.waitForTimeout(1500);
    expect(
      await lab.page.evaluate(() => [Reflect.get(window, 'hacked') ?? null, document.title.includes('hacked'), location.pathname])
    ).toEqual([null, false, expect.stringContaining('hostile.ipynb')]);
    expect(said).toEqual([]);
    expect(visits).toBe(0);
    await lab.shoot('card-hostile');
  });
});

async function pressRun(at: number): Promise<void> {
  await lab.page.locator('.jp-Notebook .jp-Cell').nth(at).locator('.cm-content').click();
  await lab.page.keyboard.press('Control+Enter');
}

async function runCell(at: number): Promise<void> {
  await pressRun(at);
  const prompt = lab.page.locator('.jp-Notebook .jp-Cell').nth(at).locator('.jp-InputPrompt');
  await expect.poll(() => prompt.textContent(), { timeout: 40_000 }).toMatch(/\[\d+\]/);
}

/** Milliseconds from the moment that the step has said to the moment that the page shows it, for some changes. */
async function updateDelays(card: Locator): Promise<number[]> {
  return card.evaluate(
    node =>
      new Promise<number[]>(resolve => {
        const delays: number[] = [];
        let last = '';
        const look = (): void => {
          const said = /t(\d{13})/.exec(node.textContent ?? '')?.[1] ?? '';
          if (said !== last && last !== '') delays.push(Date.now() - Number(said));
          last = said;
          if (delays.length >= 12) finish();
        };
        const observer = new MutationObserver(() => requestAnimationFrame(look));
        observer.observe(node, { childList: true, subtree: true, characterData: true });
        const finish = (): void => {
          observer.disconnect();
          resolve(delays);
        };
        setTimeout(finish, 8000);
      })
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity;
}
