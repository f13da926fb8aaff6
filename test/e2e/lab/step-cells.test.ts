import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { cellWith, openLab, type LabPage } from './lab-page';

/** The machine may be busy. */
const patience = { timeout: 20_000 };

let place: Workspace;
let lab: LabPage;

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook(
    'flow.ipynb',
    [
      { source: 'const rates = [1, 2, 3]', tags: ['parameters'] },
      { source: 'const a = rates.length', step: 'load', settings: { retry: { times: 2 } } },
      { source: 'const b = a + 1', step: 'load', tags: ['mine'] },
      { source: 'const c = b + 1', step: 'load' },
      { source: 'console.log(c)' },
      { source: 'const d = c * 2', step: 'double' }
    ],
    { headwater: { flow: 'Cells' } }
  );
  place.notebook('hostile.ipynb', [
    { source: 'const a = 1', step: 'one', settings: { title: '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>' } },
    { source: 'const b = a', step: '<script>window.hacked=1</script>' },
    { source: 'const c = b', step: 'дом' }
  ]);
  lab = await openLab(place, { theme: 'dark', settings: { 'LabApp.expose_app_in_browser': 'True' } });
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('strips above the cells of a flow', () => {
  it('name each step at its first cell, with its settings, and go on at the others', async () => {
    await lab.open('flow.ipynb');
    await expect.poll(shownKinds, patience).toEqual(['parameters', 'head', 'more', 'more', '', 'head']);
    expect(await strip('const a').textContent()).toBe('loadlocalretry 2');
    expect(await strip('const a').getAttribute('aria-label')).toBe('Step load');
    await lab.shoot('step-cells-dark');
  });

  it('rename a step in place: all its cells follow, one undo takes it back, one redo brings it again', async () => {
    const before = await tags();
    await strip('const a').getByRole('button', { name: 'load' }).dblclick();
    await lab.page.keyboard.type('fetch');
    await lab.page.keyboard.press('Enter');
    const renamed = [['parameters'], ['step:fetch'], ['mine', 'step:fetch'], ['step:fetch'], [], ['step:double']];
    await expect.poll(tags, patience).toEqual(renamed);
    await lab.page.keyboard.press('z');
    await expect.poll(tags, patience).toEqual(before);
    await lab.page.keyboard.press('Shift+Z');
    await expect.poll(tags, patience).toEqual(renamed);
    expect((await saved()).cells.map(cell => cell.metadata.tags ?? [])).toEqual(renamed);
  });

  it('say why a name cannot be, leave all as it was with Escape, and keep other scripts as the title', async () => {
    await select('const a');
    await lab.page.keyboard.press('F2');
    await lab.page.keyboard.type('double');
    await lab.page.keyboard.press('Enter');
    await lab.page.getByRole('alert').filter({ hasText: 'There is a step double already' }).waitFor();
    await lab.page.keyboard.press('Escape');
    await strip('const a').getByRole('button', { name: 'fetch' }).waitFor();
    await lab.page.keyboard.press('F2');
    await lab.page.keyboard.type('Загрузка');
    await lab.page.keyboard.press('Enter');
    await strip('const a').getByRole('button', { name: 'Загрузка' }).waitFor();
    expect((await tags())[1]).toEqual(['step:fetch']);
    const [, titled] = (await saved()).cells;
    expect(titled?.metadata.headwater).toEqual({ title: 'Загрузка', retry: { times: 2 } });
    await lab.page.keyboard.press('z');
    await strip('const a').getByRole('button', { name: 'fetch' }).waitFor();
  });

  it('are changed by keyboard: split, merge, include, exclude, setup; each is one undo', async () => {
    await select('const b');
    await lab.page.keyboard.press('s');
    await lab.page.keyboard.press('p');
    await lab.page.keyboard.press('Escape');
    await expect
      .poll(tags, patience)
      .toEqual([['parameters'], ['step:fetch'], ['mine', 'step:fetch_2'], ['step:fetch_2'], [], ['step:double']]);
    await select('const d');
    await keys('s', 'm');
    await expect.poll(async () => (await tags())[5], patience).toEqual(['step:fetch_2']);
    await select('console.log');
    await keys('s', 'i');
    await expect.poll(async () => (await tags())[4], patience).toEqual(['step:fetch_2']);
    await keys('s', 'x');
    await expect.poll(async () => (await tags())[4], patience).toEqual([]);
    await keys('s', 'u');
    await expect.poll(async () => (await tags())[4], patience).toEqual(['setup']);
    for (let undo = 0; undo < 5; undo++) await lab.page.keyboard.press('z');
    await expect
      .poll(tags, patience)
      .toEqual([['parameters'], ['step:fetch'], ['mine', 'step:fetch'], ['step:fetch'], [], ['step:double']]);
  });

  it('undo with Ctrl+Z in an editor what came last: typing, or an edit that touched the cell', async () => {
    const editor = cellWith(lab.page, 'const c').locator('.cm-content');
    await editor.click();
    await lab.page.keyboard.press('End');
    await lab.page.keyboard.type(' // x');
    await lab.page.keyboard.press('Escape');
    await keys('s', 'x');
    await expect.poll(async () => (await tags())[3], patience).toEqual([]);
    await editor.click();
    await lab.page.keyboard.press('Control+z');
    await expect.poll(async () => (await tags())[3], patience).toEqual(['step:fetch']);
    expect(await editor.textContent()).toContain('// x');
    await lab.page.keyboard.press('Control+z');
    await expect.poll(() => editor.textContent(), patience).not.toContain('// x');
    await lab.page.keyboard.press('Control+Shift+z');
    await lab.page.keyboard.press('Control+Shift+z');
    await expect.poll(async () => (await tags())[3], patience).toEqual([]);
    await lab.page.locator('.lm-MenuBar-item', { hasText: 'Edit' }).click();
    await lab.page.locator('.lm-Menu-item[data-command="editmenu:undo"]').click();
    await expect.poll(async () => (await tags())[3], patience).toEqual(['step:fetch']);
  });

  it('follow a cell that is moved, and go with Flow', async () => {
    await select('const d');
    await lab.page.keyboard.press('Control+Shift+ArrowUp');
    await expect.poll(shownKinds, patience).toEqual(['parameters', 'head', 'more', 'more', 'head', '']);
    await lab.page.getByRole('button', { name: 'Flow', exact: true, pressed: true }).click();
    await expect.poll(shownKinds, patience).toEqual(['', '', '', '', '', '']);
  });

  it('run no script from a name or a title', async () => {
    await lab.open('hostile.ipynb');
    await strip('const b').waitFor();
    expect(await strip('const a').textContent()).toContain('<script>');
    expect(await strip('const b').textContent()).toContain('<script>window.hacked=1</script>');
    expect(await strip('const c').textContent()).toContain('дом');
    expect(await lab.page.evaluate(() => 'hacked' in window)).toBe(false);
  });
});

interface Saved {
  readonly cells: readonly { readonly metadata: { readonly tags?: readonly string[]; readonly headwater?: object } }[];
}

function strip(source: string): Locator {
  return cellWith(lab.page, source).locator('.jp-HeadwaterStrip');
}

async function select(source: string): Promise<void> {
  await cellWith(lab.page, source).locator('.jp-InputPrompt').click();
}

async function keys(...pressed: readonly string[]): Promise<void> {
  for (const each of pressed) await lab.page.keyboard.press(each);
}

/** The kind of each cell's strip; empty for none. */
async function shownKinds(): Promise<string[]> {
  return lab.page
    .locator('.jp-Notebook .jp-Cell')
    .evaluateAll(cells => cells.map(cell => cell.querySelector<HTMLElement>('.jp-HeadwaterStrip')?.dataset['kind'] ?? ''));
}

interface Exposed {
  readonly shell: {
    readonly currentWidget: {
      readonly context: {
        readonly model: { readonly sharedModel: { readonly cells: readonly { getMetadata(key: string): string[] | undefined }[] } };
      };
    };
  };
}

/** The tags of each cell as the open notebook has them. */
async function tags(): Promise<string[][]> {
  return lab.page.evaluate(() => {
    const { jupyterapp } = window as Window & { jupyterapp?: Exposed };
    return jupyterapp?.shell.currentWidget.context.model.sharedModel.cells.map(cell => cell.getMetadata('tags') ?? []) ?? [];
  });
}

async function saved(): Promise<Saved> {
  await lab.page.keyboard.press('Control+s');
  await lab.page.locator('.jp-mod-current.jp-mod-dirty').waitFor({ state: 'detached' });
  return JSON.parse(readFileSync(path.join(place.folder, 'flow.ipynb'), 'utf8')) as Saved;
}
