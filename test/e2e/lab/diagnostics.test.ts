import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { cellWith, openLab, type LabPage } from './lab-page';

/** The machine may be busy. */
const patience = { timeout: 20_000 };

let place: Workspace;
let lab: LabPage;

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('wrong.ipynb', [
    { source: 'const factor = 3' },
    { source: 'const a = 1', step: 'one' },
    { source: 'const b = a * factor', step: 'two', settings: { compute: 'mars' } },
    { source: 'const c = 1', step: 'three' }
  ]);
  place.file(
    'python.ipynb',
    JSON.stringify({
      cells: [{ cell_type: 'code', id: 'p', execution_count: null, metadata: {}, outputs: [], source: ['x = 1'] }],
      metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
      nbformat: 4,
      nbformat_minor: 5
    })
  );
  place.file(
    'broken.ipynb',
    JSON.stringify({
      cells: [
        {
          cell_type: 'code',
          id: 'p',
          execution_count: null,
          metadata: { tags: 'step:x', headwater: 'text' },
          outputs: [],
          source: ['let x = 1']
        }
      ],
      metadata: { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' }, headwater: 'Flow' },
      nbformat: 4,
      nbformat_minor: 5
    })
  );
  lab = await openLab(place);
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('problems of a flow', () => {
  it('are counted on the strip, underlined in the editor, and told in full where F8 goes', async () => {
    await lab.open('wrong.ipynb');
    const cell = cellWith(lab.page, 'const b');
    await cell.locator('.jp-HeadwaterStrip-problems').waitFor();
    await expect.poll(() => cell.locator('.jp-HeadwaterSquiggle').allTextContents(), patience).toEqual(['factor']);
    await cellWith(lab.page, 'const a').locator('.jp-InputPrompt').click();
    await lab.page.keyboard.press('F8');
    const told = cell.locator('.jp-HeadwaterProblem', { hasText: 'factor' });
    await told.waitFor();
    expect(await told.getByRole('button').count()).toBeGreaterThan(0);
    await lab.shoot('problems');
  });

  it('are explained where their code is chosen, and by a key', async () => {
    const explanation = lab.page.locator('.jp-HeadwaterExplanation');
    const cell = cellWith(lab.page, 'const b');
    await cell.getByRole('button', { name: 'HW156', exact: true }).click();
    await explanation.getByRole('heading', { name: /^HW156: ./ }).waitFor();
    await explanation.getByRole('heading', { name: 'What to do' }).waitFor();
    await lab.shoot('explanation');
    await cell.locator('.jp-InputPrompt').click();
    await lab.page.keyboard.press('s');
    await lab.page.keyboard.press('e');
    await explanation.getByRole('heading', { name: /^HW135: ./ }).waitFor();
  });

  it('are mended by one key, and one undo brings them back', async () => {
    const cell = cellWith(lab.page, 'const b');
    await cell.locator('.cm-content').click();
    await lab.page.keyboard.press('Control+.');
    await expect.poll(() => cell.locator('.jp-HeadwaterSquiggle').count(), patience).toBe(0);
    await cell.locator('.jp-InputPrompt').click();
    await lab.page.keyboard.press('z');
    await expect.poll(() => cell.locator('.jp-HeadwaterSquiggle').count(), patience).toBe(1);
  });

  it('follow typing', async () => {
    const editor = cellWith(lab.page, 'const c').locator('.cm-content');
    await editor.click();
    await lab.page.keyboard.press('End');
    await lab.page.keyboard.type(' + missing');
    const marks = cellWith(lab.page, 'missing').locator('.jp-HeadwaterSquiggle');
    await expect.poll(() => marks.allTextContents(), patience).toEqual(['missing']);
    for (let key = 0; key < ' + missing'.length; key++) await lab.page.keyboard.press('Backspace');
    await expect.poll(() => cellWith(lab.page, 'const c').locator('.jp-HeadwaterSquiggle').count(), patience).toBe(0);
  });
});

describe('the form of a step', () => {
  it('changes its settings, each pause one undo, and says what has no effect yet', async () => {
    await cellWith(lab.page, 'const a').locator('.jp-InputPrompt').click();
    await lab.page.getByRole('tab', { name: 'Step: settings and problems' }).click();
    const form = lab.page.getByRole('region', { name: 'Settings of step one' });
    await form.getByLabel('Times').fill('3');
    await expect.poll(async () => (await saved()).cells[1]?.metadata.headwater, patience).toEqual({ retry: { times: 3 } });
    expect(await form.textContent()).toContain('Not done yet');
    await lab.shoot('step-form');
    await cellWith(lab.page, 'const a').locator('.jp-InputPrompt').click();
    await lab.page.keyboard.press('z');
    await expect.poll(async () => (await saved()).cells[1]?.metadata, patience).toEqual({ tags: ['step:one'] });
    await expect.poll(() => form.getByLabel('Times').inputValue(), patience).toBe('');
  });
});

describe('what cannot be a flow', () => {
  it('is said plainly: another language', async () => {
    await lab.open('python.ipynb');
    await lab.page.getByRole('button', { name: 'Flow', exact: true, pressed: false }).click();
    const bar = lab.page.getByRole('region', { name: 'Flow of this notebook' });
    await expect.poll(() => bar.textContent(), patience).toMatch(/python/i);
    await lab.shoot('python-limits');
  });

  it('is said plainly: metadata that is not what it should be, and nothing of it is lost', async () => {
    await lab.open('broken.ipynb');
    await lab.page.getByRole('button', { name: 'Flow', exact: true, pressed: false }).click();
    const bar = lab.page.getByRole('region', { name: 'Flow of this notebook' });
    await expect.poll(() => bar.textContent(), patience).toMatch(/tags of cell 1 are not a list/);
    await lab.shoot('broken-metadata');
  });
});

interface Saved {
  readonly cells: readonly { readonly metadata: { readonly headwater?: object } }[];
}

async function saved(): Promise<Saved> {
  await lab.page.keyboard.press('Control+s');
  await lab.page.locator('.jp-mod-current.jp-mod-dirty').waitFor({ state: 'detached' });
  return JSON.parse(readFileSync(path.join(place.folder, 'wrong.ipynb'), 'utf8')) as Saved;
}
