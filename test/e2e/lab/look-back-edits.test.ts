import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { cellWith, openLab, shootFailures, type LabPage } from './lab-page';
import { makePastFlow } from './past-flow';

let place: Workspace;
let lab: LabPage;

const patient = { timeout: 15_000 };

beforeAll(async () => {
  place = makeWorkspace();
  await makePastFlow(place);
  // Headwater's own kernel takes values.
  place.file('flow.ipynb', readFileSync(notebook(), 'utf8').replace('"name": "tslab"', '"name": "headwater"'));
  lab = await openLab(place);
  await lab.open('flow.ipynb', 'kernel');
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

shootFailures(() => lab);

describe('looking back while the notebook changes', () => {
  it('leaves cells and outputs in the file as they are, byte for byte, when the notebook is saved', async () => {
    await cells().first().locator('.cm-content').click();
    await press('End', ' ', 'Escape');
    await save();
    const before = cellsInFile();
    expect(before).toContain('own output of load');
    await lookBack();
    await prompt(load()).click();
    await press('d', 'd');
    await gone().waitFor();
    await press('z');
    await gone().waitFor({ state: 'detached' });
    await save();
    expect(cellsInFile()).toBe(before);
  });

  it('keeps what a run gave with its cell when that is moved, and shows it apart when the cell is deleted', async () => {
    await prompt(load()).click();
    await press('Control+Shift+ArrowDown');
    await load().getByText('depth 2', { exact: true }).waitFor();
    expect(await cells().nth(2).innerText()).toContain('depth 2');
    await press('z');
    await prompt(load()).click();
    await press('d', 'd');
    await gone().filter({ hasText: 'of step load' }).waitFor();
    await press('z');
    await gone().waitFor({ state: 'detached' });
    await load().getByText('depth 2', { exact: true }).waitFor();
  });

  it('takes a copy of a cell, and the upper part of one that is split, for new', async () => {
    await prompt(load()).click();
    await press('c', 'v');
    await lab.page.getByText('New since this run').waitFor();
    await expect.poll(() => cells().nth(1).innerText(), patient).toContain('depth 2');
    await press('z');
    await expect.poll(() => cells().count(), patient).toBe(3);
    await load().locator('.cm-line').last().click();
    await press('Home', 'Control+Shift+Minus');
    await lab.page.getByText('New since this run').waitFor();
    const lower = /console\.log\('depth', depth\)[^]*Code differs[^]*depth 2/;
    await expect.poll(() => cells().nth(2).innerText(), patient).toMatch(lower);
    // The first one leaves the past, the second the editor.
    await press('Escape', 'Escape', 'z');
    await expect.poll(() => cells().count(), patient).toBe(3);
  });

  it('gives the focus back to the notebook, and its own outputs, by Esc', async () => {
    await lab.page.getByText('own output of show').waitFor();
    expect(await lab.page.locator('.jp-HeadwaterPastCell').count()).toBe(0);
    await lookBack();
    expect(await focused()).toBe('Runs, old to new');
    await press('Escape');
    expect(await focused()).toMatch(/^Code Cell/);
  });
});

describe('bringing back', () => {
  it('restores all code at once, and one key takes it back', async () => {
    await lookBack();
    await lab.page.getByRole('slider').press('ArrowLeft');
    await lab.page.getByText('depth 1', { exact: true }).waitFor();
    await lab.page.getByRole('button', { name: 'Bring back all code' }).press('Enter');
    await lab.page.getByText('all code is as it is now').waitFor();
    expect(await cells().count()).toBe(4);
    await press('z');
    await expect.poll(() => cells().count(), patient).toBe(3);
    await cellWith(lab.page, 'console.log(score)').waitFor();
  });

  it('loads values into the kernel by the keyboard; who executes a cell sees what it gives', async () => {
    const links = lab.page.getByRole('button', { name: 'Load these values into the kernel' });
    await links.last().press('Enter');
    await lab.page.getByText('The kernel’s variables are now the run’s: model, score.').waitFor({ timeout: 30_000 });
    await cells().first().locator('.cm-content').click();
    await press('Control+a');
    await lab.page.keyboard.type('console.log("loaded", score, model.note)');
    await press('Control+Enter');
    await lab.page.locator('.jp-OutputArea-output', { hasText: 'loaded 0.5 <i>text</i>' }).waitFor({ timeout: 30_000 });
    expect(await lab.page.getByRole('region', { name: 'Looking back' }).count()).toBe(0);
  });
});

async function lookBack(): Promise<void> {
  await lab.page.getByRole('button', { name: /^Look back:/ }).click();
  await lab.page.getByText('depth 2', { exact: true }).waitFor();
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await lab.page.keyboard.press(key);
}

function cells(): Locator {
  return lab.page.locator('.jp-Notebook .jp-Cell');
}

function gone(): Locator {
  return lab.page.getByRole('region', { name: 'A cell that is no longer here' });
}

function load(): Locator {
  return cellWith(lab.page, "console.log('depth', depth)");
}

function prompt(cell: Locator): Locator {
  return cell.locator('.jp-InputPrompt').first();
}

function focused(): Promise<string> {
  return lab.page.evaluate<string>('document.activeElement?.getAttribute("aria-label") ?? ""');
}

/** Saves and waits until the file is another one. */
async function save(): Promise<void> {
  const before = statSync(notebook()).mtimeMs;
  await press('Control+s');
  await expect.poll(() => statSync(notebook()).mtimeMs, patient).toBeGreaterThan(before);
  // It is written in place: a moment of it is half a file.
  await expect.poll(() => readFileSync(notebook(), 'utf8').trimEnd().endsWith('}'), patient).toBe(true);
}

function notebook(): string {
  return path.join(place.folder, 'flow.ipynb');
}

function cellsInFile(): string {
  return JSON.stringify((JSON.parse(readFileSync(notebook(), 'utf8')) as { cells: unknown }).cells);
}
