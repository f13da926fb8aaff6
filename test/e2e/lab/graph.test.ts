import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type TestCell, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';

let place: Workspace;
let lab: LabPage;

/** 300 steps in 30 rows of ten, each of which reads from one above it and the first of its row. */
const wide: readonly TestCell[] = Array.from({ length: 300 }, (_, i) => {
  const above = i >= 10 ? ` + x${i - 10}` : '';
  const first = i % 10 === 0 ? '' : ` + x${i - (i % 10)}`;
  return { source: `let x${i} = ${i}${above}${first}`, step: `s${i}` };
});

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('shapes.ipynb', [
    { source: "import { foreach } from 'headwater'", tags: ['setup'] },
    { source: 'let rows = [1, 2, 3]', step: 'load', settings: { title: '<script>alert(1)</script> ładuj 載入' } },
    { source: 'const models = await foreach(rows, async row => row * 2)', step: 'train' },
    { source: 'const total = rows.length', step: 'count' },
    { source: 'const best = Math.max(...models) + total', step: 'pick' }
  ]);
  place.notebook('wide.ipynb', wide);
  lab = await openLab(place);
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('the graph of a flow', () => {
  it('shows steps and what flows as text and shapes, goes to cells and back, and is walked through with arrow keys', async () => {
    const { page } = lab;
    await lab.open('shapes.ipynb');
    await page.getByRole('button', { name: 'Graph', exact: true }).click();
    const load = page.getByRole('button', { name: /^load, <script>alert\(1\)<\/script> ładuj 載入, takes nothing/ });
    await load.waitFor();
    await page.getByRole('button', { name: /^train, for each item, takes rows \(inferred\) from load/ }).click();
    await page.locator('.jp-Cell.jp-mod-active').filter({ hasText: 'foreach(rows' }).waitFor();
    expect(await page.locator('[data-step="train"]').getAttribute('aria-current')).toBe('true');
    await page.locator('.jp-Cell').filter({ hasText: 'const best' }).click();
    await page.locator('[data-step="pick"][aria-current="true"]').waitFor();
    await load.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    expect(await focusedStep()).toBe('pick');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await focusedStep()).toBe('load');
    await page.keyboard.press('Enter');
    await page.locator('.jp-Cell.jp-mod-active').filter({ hasText: 'let rows' }).waitFor();
    await lab.shoot('graph');
  });

  it('is a table as well, and is saved as SVG and PNG that show it in colours of their own', async () => {
    const { page } = lab;
    await page.getByRole('button', { name: 'The same as a table' }).click();
    const row = page.locator('.jp-HeadwaterGraph-list tr').filter({ hasText: 'pick' });
    expect(await row.innerText()).toMatch(/models \(inferred\) from train; total \(inferred\) from count/);
    await lab.shoot('graph-list');
    await page.getByRole('button', { name: 'The same as a table' }).click();
    const svg = (await saved('Save the drawing as SVG')).toString('utf8');
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"/);
    expect(svg).toContain('&lt;script&gt;alert(1)');
    expect(svg).not.toMatch(/var\(--|class=/);
    const png = await saved('Save the drawing as PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2 * Number(/width="(\d+)"/.exec(svg)?.[1]));
  });

  it('stays smooth with 300 steps', async () => {
    const { page } = lab;
    await lab.open('wide.ipynb');
    await page.getByRole('button', { name: 'Graph', exact: true }).click();
    await page.locator('[data-step="s299"]').waitFor({ timeout: 60_000 });
    await lab.shoot('graph-300');
    const frames = await page.evaluate<number[]>(zoomAndPan);
    frames.sort((a, b) => a - b);
    const at = (share: number): number => Math.round(frames[Math.floor(frames.length * share)] ?? 0);
    if (process.env['HEADWATER_FIGURES'] !== undefined)
      console.log(`frames of 300 steps: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(0.999)} ms`);
    expect(at(0.5)).toBeLessThan(100);
  });
});

/** Zooms in and out and moves for 120 frames; gives the milliseconds of each. For the page, as text. */
const zoomAndPan = `(async () => {
  const svg = document.querySelector('.jp-HeadwaterGraph-svg');
  const { left, top, width, height } = svg.getBoundingClientRect();
  const frames = [];
  const next = () => new Promise(resolve => requestAnimationFrame(resolve));
  let last = await next();
  for (let i = 0; i < 120; i++) {
    const options = { clientX: left + width / 2, clientY: top + height / 2, deltaX: i % 3 === 0 ? 40 : 0, deltaY: i < 60 ? -60 : 60, bubbles: true, cancelable: true };
    svg.dispatchEvent(new WheelEvent('wheel', options));
    const now = await next();
    frames.push(now - last);
    last = now;
  }
  return frames;
})()`;

async function focusedStep(): Promise<string | null> {
  return await lab.page.evaluate<string | null>('document.activeElement?.dataset?.step ?? null');
}

async function saved(button: string): Promise<Buffer> {
  const download = lab.page.waitForEvent('download');
  await lab.page.getByRole('button', { name: button }).click();
  return readFileSync(await (await download).path());
}
