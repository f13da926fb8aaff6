#!/usr/bin/env node
// Typing in a 200-cell notebook in a real JupyterLab, with flow mode on and off in turns: node test/bench/lab-typing.mjs [--cells <n>] [--rounds <n>]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { startLab } from '../../src/setup/lab.mjs';
import { findBrowser } from '../browser.mjs';

const { values } = parseArgs({ options: { cells: { type: 'string', default: '200' }, rounds: { type: 'string', default: '4' } } });
const keysARound = 60;
/** Milliseconds between two keys: longer than the pause before an analysis, so that every key is followed by one. */
const pause = 90;

const folder = mkdtempSync(path.join(tmpdir(), 'headwater-typing-'));
writeFileSync(path.join(folder, 'big.ipynb'), JSON.stringify(notebook(Number(values.cells))));
const lab = await startLab('', {
  browser: false,
  quiet: true,
  root: folder,
  environment: { JUPYTERLAB_WORKSPACES_DIR: folder, JUPYTERLAB_SETTINGS_DIR: folder }
});
const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(`${lab.base}/lab/tree/big.ipynb?token=${lab.token}&reset`);
  await page.locator('.jp-HeadwaterStrip[data-kind="head"]').first().waitFor({ timeout: 120_000 });
  // JupyterLab makes the editors of far cells when it is idle; that is not what is measured.
  await page.waitForFunction(count => document.querySelectorAll('.jp-Cell .cm-content').length >= count, Number(values.cells), {
    timeout: 180_000
  });
  await page.waitForTimeout(3000);
  // Found once: looking for a role among the page's thousands of elements is work of the test driver in the page, and would be counted as ours.
  const button = await page.getByRole('button', { name: 'Flow', exact: true }).elementHandle();
  const cpu = await page.context().newCDPSession(page);
  await cpu.send('Performance.enable');
  await page.evaluate(watchKeys);
  const delays = { on: [], off: [] };
  const opening = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    await turn(page, button, false);
    delays.off.push(...(await type(page)));
    opening.push(await costOfOpening(page, button, cpu));
    delays.on.push(...(await type(page)));
  }
  print(delays, opening, await timesToMark(page));
} finally {
  await browser.close();
  lab.stop();
  await lab.ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

function notebook(count) {
  const cells = Array.from({ length: count }, (_, i) => ({
    cell_type: 'code',
    id: `c${i}`,
    execution_count: null,
    outputs: [],
    metadata: { tags: [`step:step${Math.floor(i / 4)}`] },
    source:
      i === 0
        ? ['const v0 = 1']
        : [`const rows${i} = Array.from({ length: 10 }, (_, k) => k * v${i - 1})\n`, `const v${i} = rows${i}.reduce((a, b) => a + b, 0)`]
  }));
  const kernelspec = { name: 'tslab', display_name: 'TypeScript', language: 'typescript' };
  return { cells, metadata: { kernelspec, headwater: { flow: 'Big' } }, nbformat: 4, nbformat_minor: 5 };
}

/** In the page: from each key's own time until what it changed is painted. */
function watchKeys() {
  window.keyDelays = [];
  document.addEventListener(
    'keydown',
    ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => window.keyDelays.push(performance.now() - timeStamp))),
    true
  );
}

async function turn(page, button, on) {
  await button.evaluate((node, wanted) => node.getAttribute('aria-pressed') !== String(wanted) && node.click(), on);
  await page.waitForTimeout(1500);
  const drawn = await page.locator('.jp-HeadwaterStrip').count();
  if (drawn > 0 !== on) throw new Error(`flow mode is ${on ? 'on' : 'off'}, and ${drawn} strips are drawn`);
}

async function type(page) {
  await page.locator('.jp-Cell .cm-content').nth(1).click();
  await page.keyboard.press('Control+End');
  await page.evaluate(() => (window.keyDelays.length = 0));
  for (let key = 0; key < keysARound; key++) {
    await page.keyboard.type(key === 0 ? '/' : key === 1 ? '/' : 'x');
    await page.waitForTimeout(pause);
  }
  const delays = await page.evaluate(() => [...window.keyDelays]);
  for (let key = 0; key < keysARound; key++) await page.keyboard.press('Backspace');
  return delays;
}

/** Milliseconds of the page's own work from turning flow mode on until all is drawn, beyond what an idle page does in that time. */
async function costOfOpening(page, button, cpu) {
  const work = async () => (await cpu.send('Performance.getMetrics')).metrics.find(each => each.name === 'TaskDuration').value * 1000;
  const idleFrom = await work();
  await page.waitForTimeout(1500);
  const from = await work();
  await turn(page, button, true);
  return (await work()) - from - (from - idleFrom);
}

/** Milliseconds from the last key of a wrong name until it is underlined, pause and server included. */
async function timesToMark(page) {
  const times = [];
  await page.locator('.jp-Cell .cm-content').nth(2).click();
  await page.keyboard.press('Control+End');
  for (let round = 0; round < 12; round++) {
    await page.keyboard.type(`\nmissing${round}`.slice(0, -1));
    await page.waitForTimeout(1000);
    await page.evaluate(watchMark);
    await page.keyboard.type('q');
    await page.waitForFunction(() => window.markedAfter !== null);
    times.push(await page.evaluate(() => window.markedAfter));
    for (let key = 0; key < `\nmissing${round}`.length; key++) await page.keyboard.press('Backspace');
    await page.waitForTimeout(600);
  }
  return times;
}

/** In the page: from the next key until a mark that ends in it is there. */
function watchMark() {
  window.markedAfter = null;
  let pressed = null;
  document.addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), { capture: true, once: true });
  const look = () => {
    const found = pressed !== null && [...document.querySelectorAll('.jp-HeadwaterSquiggle')].some(each => each.textContent.endsWith('q'));
    if (found) window.markedAfter = performance.now() - pressed;
    else requestAnimationFrame(look);
  };
  look();
}

function print(delays, opening, marks) {
  const at = (list, share) => [...list].sort((a, b) => a - b)[Math.floor(list.length * share)] ?? NaN;
  const line = (name, list) =>
    console.log(`| ${name} | ${at(list, 0.5).toFixed(1)} | ${at(list, 0.9).toFixed(1)} | ${at(list, 0.99).toFixed(1)} | ${list.length} |`);
  console.log(`| ms, ${values.cells} cells | median | 90 % | 99 % | n |\n|---|---|---|---|---|`);
  line('key to paint, flow mode off', delays.off);
  line('key to paint, flow mode on', delays.on);
  line('work of the page to open flow mode', opening);
  line('last key to mark (pause of 50 ms and server included)', marks);
}
