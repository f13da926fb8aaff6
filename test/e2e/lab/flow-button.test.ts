import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';

let place: Workspace;
let lab: LabPage;

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('plain.ipynb', [{ source: 'let a = 1' }, { source: 'let b = a + 1' }]);
  place.notebook('flow.ipynb', [{ source: 'let a = 1', step: 'one' }]);
  lab = await openLab(place);
}, 300_000);

afterAll(async () => {
  await lab?.close();
  place?.remove();
});

describe('the Flow button', () => {
  it('is not pressed on a notebook without steps, and turns flow mode on', async () => {
    await lab.open('plain.ipynb');
    await button(false).click();
    await button(true).waitFor();
    await lab.shoot('flow-button');
    expect(await button(false).count()).toBe(0);
  });

  it('is pressed from the start on a notebook with steps', async () => {
    await lab.open('flow.ipynb');
    await button(true).waitFor();
    expect(await button(false).count()).toBe(0);
  });

  it('is there in Notebook 7 too', async () => {
    await lab.openInNotebook7('plain.ipynb');
    await button(false).click();
    await button(true).waitFor();
    await lab.shoot('flow-button-notebook-7');
    expect(await lab.page.locator('body').getAttribute('data-notebook')).toBe('notebooks');
  });
});

function button(pressed: boolean): Locator {
  return lab.page.getByRole('button', { name: 'Flow', exact: true, pressed });
}
