import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLab } from '../../src/setup/lab.mjs';
import { browserHint, findBrowser } from '../browser.mjs';
import { buildOnce, packageRoot } from '../build';
import { example, runExample } from './example-run';
import { makeWorkspace, type Workspace } from './workspace';

const options = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const quiet = ['--disable-component-update', '--disable-sync'];

/** Where the last test leaves a picture of what it saw. */
const screenshot = path.join(packageRoot, '.cache/screenshots/lab.png');

let place: Workspace;
let pathspec: string;
let lab: Awaited<ReturnType<typeof startLab>>;
let browser: BrowserContext;
let page: Page;
/** JupyterLab saves on its own after a while: the example is put back as it was. */
const original = readFileSync(example, 'utf8');

beforeAll(async () => {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error(`There is no browser. ${browserHint}`);
  buildOnce();
  place = makeWorkspace();
  pathspec = await runExample(place);
  Object.assign(process.env, place.environment);
  lab = await startLab('client/examples/flight-delays.ipynb', { browser: false, quiet: true });
  browser = await chromium.launchPersistentContext(path.join(place.folder, 'browser'), {
    executablePath,
    args: [...options, ...quiet],
    viewport: { width: 1280, height: 900 }
  });
  page = await browser.newPage();
  await page.goto(lab.url);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  lab?.stop();
  await lab?.ended;
  writeFileSync(example, original);
  place?.remove();
});

describe('JupyterLab as npm start serves it', () => {
  it('opens the example on an idle TypeScript kernel', async () => {
    await page.locator('.jp-MarkdownOutput h1').getByText('How late will it be?').waitFor({ timeout: 90_000 });
    await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor({ timeout: 60_000 });
    expect(await page.locator('.jp-KernelName').first().innerText()).toContain('TypeScript');
  });

  it('compares the runs in a cell and shows a card in another', async () => {
    await runCell(cellWith('import { card, compare, Flow'));
    const compared = cellWith('await compare(Flow(');
    await runCell(compared);
    await output(compared).getByRole('table').waitFor({ timeout: 60_000 });
    expect(await output(compared).innerText()).toContain(pathspec.split('/')[1]);
    const last = cellWith(".latestRun.card('compare')");
    await runCell(last);
    await output(last).locator('strong', { hasText: 'today 3' }).waitFor({ timeout: 60_000 });
    mkdirSync(path.dirname(screenshot), { recursive: true });
    await page.screenshot({ path: screenshot });
  }, 180_000);
});

/** The cell whose source has this text; scrolling draws the cells that JupyterLab leaves out while they are far away. */
function cellWith(text: string): Locator {
  return page.locator('.jp-CodeCell').filter({ hasText: text });
}

function output(cell: Locator): Locator {
  return cell.locator('.jp-OutputArea-output').first();
}

async function runCell(cell: Locator): Promise<void> {
  await bringIntoView(cell);
  await cell.locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
  await cell
    .locator('.jp-InputPrompt')
    .filter({ hasText: /\[\d+\]/ })
    .waitFor({ timeout: 90_000 });
}

async function bringIntoView(cell: Locator): Promise<void> {
  const notebook = page.locator('.jp-WindowedPanel-outer').first();
  for (let step = 0; step < 60 && (await cell.count()) === 0; step++) {
    await notebook.evaluate(element => element.scrollBy(0, 400));
    await page.waitForTimeout(150);
  }
  await cell.scrollIntoViewIfNeeded();
}
