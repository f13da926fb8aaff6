import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';
import { makePastFlow, outputsInFile } from './past-flow';

let place: Workspace;
let lab: LabPage;

beforeAll(async () => {
  place = makeWorkspace();
  await makePastFlow(place);
  lab = await openLab(place);
  await lab.open('flow.ipynb');
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('looking back from a notebook', () => {
  it('shows what the newest run gave, in one action, in the place of the notebook’s own outputs', async () => {
    await text('own output of load').waitFor();
    await button(/^Look back/).click();
    await text('depth 2').waitFor();
    await banner().getByText('Successful').waitFor();
    expect(await text('own output of load').isVisible()).toBe(false);
    await chip('table').waitFor();
    await lab.shoot('look-back');
  });

  it('marks the code that differs, and shows how', async () => {
    await button(/Code differs lines added: 1, removed: 0/).click();
    await lab.page.locator('.jp-HeadwaterDiff-line[data-kind=added]', { hasText: 'console.log(score)' }).waitFor();
    expect(await banner().innerText()).toContain('1 cell differs');
  });

  it('runs no script of an output, and shows its HTML without what is dangerous', async () => {
    await lab.page.locator('.jp-HeadwaterPastOutputs b', { hasText: 'bold' }).waitFor();
    expect(await lab.page.evaluate('window.hacked')).toBe(undefined);
  });

  it('goes through the runs by the arrow keys, and lists the cells that are gone where they stood', async () => {
    await lab.page.getByRole('slider').press('ArrowLeft');
    await text('depth 1').waitFor();
    const gone = lab.page.getByRole('region', { name: 'A cell that is no longer here' });
    await gone.waitFor();
    expect(await gone.innerText()).toContain('const old = 1');
    await text('an old cell').first().waitFor();
    await lab.shoot('look-back-older');
  });

  it('leaves the outputs in the file as they are when the notebook is saved meanwhile', async () => {
    const before = outputsInFile(place);
    expect(JSON.stringify(before)).toContain('own output of show');
    await cells().first().click();
    await lab.page.keyboard.type('// a comment\n');
    await lab.page.keyboard.press('Control+s');
    await expect.poll(() => readFileSync(path.join(place.folder, 'flow.ipynb'), 'utf8')).toContain('// a comment');
    expect(outputsInFile(place)).toEqual(before);
  });

  it('brings back a cell’s code, and one undo takes it back', async () => {
    await button(/Bring back this code/)
      .last()
      .click();
    await expect.poll(() => cells().last().innerText()).not.toContain('console.log(score)');
    await lab.page.locator('.jp-Notebook .jp-InputPrompt').last().click();
    await lab.page.keyboard.press('z');
    await expect.poll(() => cells().last().innerText()).toContain('console.log(score)');
  });

  it('brings back a cell that is gone', async () => {
    await button('Bring back this cell').click();
    await expect.poll(() => cells().count()).toBe(4);
    expect(await cells().nth(2).innerText()).toContain('const old = 1');
  });

  it('returns to the notebook’s own outputs by Esc, at once, from within a cell', async () => {
    await cells().first().click();
    await lab.page.keyboard.press('Escape');
    await text('own output of load').waitFor();
    expect(await banner().count()).toBe(0);
    expect(await text('depth 1').count()).toBe(0);
  });
});

function banner(): Locator {
  return lab.page.getByRole('region', { name: 'Looking back' });
}

function button(name: string | RegExp): Locator {
  return lab.page.getByRole('button', { name });
}

function chip(name: string): Locator {
  return lab.page.locator('.jp-HeadwaterChip', { has: lab.page.locator('.jp-HeadwaterChip-name', { hasText: name }) });
}

function text(content: string): Locator {
  return lab.page.locator('.jp-OutputArea-output', { hasText: content });
}

function cells(): Locator {
  return lab.page.locator('.jp-Notebook .jp-Cell .cm-content');
}
