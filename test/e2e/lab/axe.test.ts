import path from 'node:path';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../build';
import { makeWorkspace, type Workspace } from '../workspace';
import { comparisonMime } from '../../../src/comparison/comparison';
import { soundComparison } from '../../labextension/comparison-output/strange-comparisons';
import { cardOutput, hostileCells } from './hostile-cards';
import { openLab, type LabPage } from './lab-page';
import { writeOutputs } from './write-outputs';

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
  writeOutputs(place, 'outputs.ipynb', [
    ...hostileCells('http://127.0.0.1:9').slice(2, 4),
    cardOutput([
      { type: 'markdown', text: '# Results\n\nSome *text*, a [link](https://example.org) and `code`.' },
      {
        type: 'tabs',
        tabs: [
          { title: 'One', components: [{ type: 'text', text: '1' }] },
          { title: 'Two', components: [] }
        ]
      },
      {
        type: 'columns',
        columns: [
          [{ type: 'value', title: 'Loss', value: 2, delta: { value: 1, good: false } }],
          [{ type: 'value', title: 'Score', value: 2, delta: { value: 1, good: true } }]
        ]
      },
      {
        type: 'table',
        title: 'Rows',
        columns: [{ name: 'n', align: 'right', kind: 'Int32' }],
        rows: Array.from({ length: 120 }, (_, at) => [at]),
        total: 500
      },
      {
        type: 'confusion',
        labels: ['a', 'b'],
        counts: [
          [40, 2],
          [3, 55]
        ]
      },
      { type: 'html', html: '<table><tr><td>1</td></tr></table>', label: 'Page' },
      { type: 'vega', alt: 'Three bars', spec: { mark: 'bar', data: { values: [{ a: 1 }] }, encoding: { x: { field: 'a' } } } },
      { type: 'error', title: 'It failed', message: 'why', stack: 'at cell', hint: 'try again' }
    ]),
    { [comparisonMime]: soundComparison(), 'text/plain': 'x' },
    { [comparisonMime]: 'nonsense', 'text/plain': 'as text' }
  ]);
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

  it('in outputs of cells: cards, and each view of a comparison', async () => {
    await lab.open('outputs.ipynb');
    const compared = lab.page.locator('.jp-HeadwaterCompared').first();
    await compared.scrollIntoViewIfNeeded({ timeout: 30_000 });
    await lab.page.locator('.jp-HeadwaterCard').nth(2).scrollIntoViewIfNeeded();
    await lab.shoot(`axe-cards-${theme}`);
    const found = [];
    for (const name of comparedViews) {
      await compared.getByRole('button', { name, exact: true }).click();
      await lab.page.waitForTimeout(200);
      await lab.shoot(`axe-comparison-${name.replaceAll(' ', '-')}-${theme}`);
      found.push(...(await violations(lab)));
    }
    expect([...new Set(found)]).toEqual([]);
    await lab.page.getByText('This comparison cannot be drawn').waitFor();
  });
});

const comparedViews = ['Repetitions', 'Curves', 'Scatter', 'Parallel', 'Side by side', 'Code', 'Runs'];

/** Serious and critical findings in what is ours, each with the first element that has it; JupyterLab's own toolbar button is not. */
async function violations({ page }: LabPage): Promise<string[]> {
  await page.addScriptTag({ path: path.join(packageRoot, 'node_modules', 'axe-core', 'axe.min.js') });
  const program = `axe.run({ include: [['[class*="jp-Headwater"]']], exclude: [['.jp-ToolbarButtonComponent']] }, { resultTypes: ['violations'] })`;
  const { violations: found } = await page.evaluate<AxeResults>(program);
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''} (${nodes.length})`);
}
