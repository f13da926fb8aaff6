import path from 'node:path';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../build';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';

let place: Workspace;

const cells = [
  { source: 'let rate = 0.1', tags: ['parameters'] },
  { source: 'let rows = [{ a: 1, b: "x" }, { a: 2, b: "y" }]', step: 'load' },
  { source: 'let late = hidden + 1', step: 'train' },
  { source: 'let hidden = 1' }
];

beforeAll(async () => {
  place = makeWorkspace();
  place.notebook('wrong.ipynb', cells);
  place.notebook('untagged.ipynb', [{ source: '// # Load\nlet a = [1, 2, 3]' }, { source: 'let b = a.length' }]);
  const right = place.notebook('right.ipynb', [...cells.slice(0, 2), { source: 'let late = rows.length + rate', step: 'train' }]);
  expect((await place.headwater(['run', right])).status).toBe(0);
  expect((await place.headwater(['run', right, '--rate', '0.2', '--tag', 'trial'])).status).toBe(0);
}, 120_000);

afterAll(() => place?.remove());

const flowButton = '.jp-HeadwaterFlowButton jp-button:not([disabled])';
const strip = '.jp-HeadwaterStrip-name';

interface View {
  readonly name: string;
  readonly notebook: string;
  /** What is there before the command can do something. */
  readonly ready: string;
  readonly command: string;
  /** What is there after it. */
  readonly sign: string;
}

/** What there is to see. */
const views: readonly View[] = [
  { name: 'proposals', notebook: 'untagged.ipynb', ready: flowButton, command: 'headwater:toggle-flow', sign: '.jp-HeadwaterBar' },
  {
    name: 'problems',
    notebook: 'wrong.ipynb',
    ready: '.jp-HeadwaterStrip-problems',
    command: 'headwater:next-problem',
    sign: '.jp-HeadwaterProblem'
  },
  {
    name: 'explanation',
    notebook: 'wrong.ipynb',
    ready: '.jp-HeadwaterStrip-problems',
    command: 'headwater:explain-problem',
    sign: '.jp-HeadwaterExplanation h2'
  },
  { name: 'graph', notebook: 'right.ipynb', ready: strip, command: 'headwater:show-graph', sign: '.jp-HeadwaterGraph-svg' },
  { name: 'logs', notebook: 'right.ipynb', ready: strip, command: 'headwater:show-logs', sign: '.jp-HeadwaterLog-frame' },
  { name: 'runs', notebook: 'right.ipynb', ready: strip, command: 'headwater:show-runs', sign: '.jp-HeadwaterRun' },
  { name: 'look back', notebook: 'right.ipynb', ready: strip, command: 'headwater:look-back', sign: '.jp-HeadwaterScrubber' }
];

describe.each(['light', 'dark'] as const)('axe finds nothing serious in the %s theme', theme => {
  let lab: LabPage;

  beforeAll(async () => {
    lab = await openLab(place, { theme, settings: { 'LabApp.expose_app_in_browser': 'True' } });
  }, 300_000);

  afterAll(() => lab?.close());

  it.each(views)('in $name', async ({ name, notebook, ready, command, sign }) => {
    await lab.open(notebook);
    await lab.page.locator(ready).first().waitFor();
    await lab.page.evaluate(`window.jupyterapp.commands.execute(${JSON.stringify(command)})`);
    await lab.page.locator(sign).first().waitFor();
    await lab.page.waitForTimeout(500);
    await lab.shoot(`axe-${name.replaceAll(' ', '-')}-${theme}`);
    expect(await violations(lab)).toEqual([]);
  });
});

/** Serious and critical findings in what is ours, each with the first element that has it; JupyterLab's own toolbar button is not. */
async function violations({ page }: LabPage): Promise<string[]> {
  await page.addScriptTag({ path: path.join(packageRoot, 'node_modules', 'axe-core', 'axe.min.js') });
  const program = `axe.run({ include: [['[class*="jp-Headwater"]']], exclude: [['.jp-ToolbarButtonComponent']] }, { resultTypes: ['violations'] })`;
  const { violations: found } = await page.evaluate<AxeResults>(program);
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''} (${nodes.length})`);
}
