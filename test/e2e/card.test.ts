import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOfPage } from '../../src/card/card-page';
import type { CardComponent } from '../../src/card/component';
import { findBrowser } from '../browser.mjs';
import { buildOnce } from '../build';
import { makeWorkspace, type Ran, type Workspace } from './workspace';

let place: Workspace;
let ran: Ran;

const train = `import { card, ProgressBar, Table, VegaChart } from 'headwater';
const bar = new ProgressBar({ max: 3, label: 'Training', id: 'bar' });
card.append(bar);
for (let e = 1; e <= 3; e++) {
  await new Promise(resolve => setTimeout(resolve, 100));
  bar.update(e);
}
card.append('# It *works*');
card.append(new Table(42));
card.append({ render() { throw new Error('boom'); } });
card.append(new VegaChart({ data: { values: [{ x: 1 }] }, mark: 'bar', encoding: { x: { field: 'x' } } }));
card.append(new VegaChart({ data: { url: 'http://example.org/a.csv' }, mark: 'bar' }));
const weights = [rate, 2, 3];
import { tableFromArrays } from 'apache-arrow';
const points = tableFromArrays({ x: Float64Array.from({ length: 100_000 }, (_, at) => at / 2) });
for (let line = 1; line <= 5000; line++) console.log(\`line \${line}\`);
console.error('\\u001b[31ma warning\\u001b[0m');
weights.length`;

beforeAll(async () => {
  buildOnce();
  place = makeWorkspace();
  const cells = [
    { source: 'let rate = 0.5', tags: ['parameters'] },
    { source: train, step: 'train', settings: { card: { title: 'Training the model' } } },
    { source: `import { foreach } from 'headwater';\nconst squares = await foreach([2, 3], n => n * n)`, step: 'each' },
    { source: `bar.update(1); const seen = bar.value + weights[1] + squares[1]`, step: 'after', settings: { card: { type: 'blank' } } },
    { source: 'const none = 1', step: 'quiet', settings: { card: false } },
    { source: `import { display } from 'tslab';\ndisplay.html('<b>shown</b>');\nthrow new TypeError('it broke ' + seen)`, step: 'fails' }
  ];
  ran = await place.headwater(['run', place.notebook('cards.ipynb', cells, { headwater: { flow: 'Cards' } }), '--rate', '0.25']);
}, 120_000);

afterAll(() => place?.remove());

async function pageOf(pathspec: string): Promise<string> {
  const got = await place.headwater(['card', 'get', `Cards/latest/${pathspec}`]);
  expect(got.status, got.stderr).toBe(0);
  return got.stdout;
}

async function componentsOf(pathspec: string): Promise<readonly CardComponent[]> {
  const document = documentOfPage(await pageOf(pathspec));
  if (document === null) throw new Error('The page has no document.');
  return document.components;
}

function section(components: readonly CardComponent[], title: string): readonly CardComponent[] {
  const found = components.find(each => each.type === 'section' && each.title === title);
  return found?.type === 'section' ? found.components : [];
}

describe('the card of a step', () => {
  it('has what the code has put on it; what threw says so, and the step has not failed', async () => {
    expect(ran.stderr).toMatch(/train.*done/);
    const components = await componentsOf('train');
    expect(components.slice(0, 6)).toMatchObject([
      { type: 'progress', value: 3, max: 3, label: 'Training' },
      { type: 'markdown', text: '# It *works*' },
      { type: 'error', title: expect.stringContaining('Table') as string },
      { type: 'error', message: 'Error: boom' },
      { type: 'vega', svg: expect.stringMatching(/^<svg/) as string },
      { type: 'error', title: 'The chart cannot be drawn.', message: expect.stringContaining('example.org') as string }
    ]);
  });

  it('has what was recorded without a line of code: outputs, variables, parameters, times and resources, its place in the flow', async () => {
    const components = await componentsOf('train');
    expect(section(components, 'Outputs')).toEqual([{ type: 'text', text: '3' }]);
    expect(section(components, 'Variables')).toMatchObject([{ facts: expect.arrayContaining([expect.objectContaining({ name: 'weights', value: 'Array(3)', kind: 'made here', shown: { type: 'text', text: '[0.25, 2, 3]' } })]) as unknown }]); // prettier-ignore
    expect(section(components, 'Parameters')).toMatchObject([{ facts: [{ name: 'rate', value: '0.25' }] }]);
    expect(section(components, 'Task')).toMatchObject([{ facts: expect.arrayContaining([expect.objectContaining({ name: 'peak memory' })]) as unknown }]); // prettier-ignore
    expect(section(components, 'Flow')).toMatchObject([{ type: 'dag', here: 'train' }]);
  });

  it('has what was printed: its beginning and end, how much is between, errors without colours', async () => {
    const [printed, , warning] = section(await componentsOf('train'), 'Printed');
    const text = printed?.type === 'text' ? printed.text : '';
    expect(text).toMatch(/^line 1\nline 2\n/);
    expect(text).toMatch(/\nline 4999\nline 5000$/);
    const left = Number(/\[… ([\d,]+) lines are left out/.exec(text)?.[1]?.replace(',', ''));
    expect(left + (text.match(/^line /gm)?.length ?? 0)).toBe(5000);
    expect(warning).toEqual({ type: 'text', text: 'a warning' });
  });

  it('has the first rows of a table with the types of its columns, and an item what it was given', async () => {
    const [facts] = section(await componentsOf('train'), 'Variables');
    const points = facts?.type === 'facts' ? facts.facts.find(each => each.name === 'points') : undefined;
    const rows = [[0], [0.5], [1], [1.5], [2]];
    expect(points).toMatchObject({ value: 'Table 100,000 × 1', shown: { type: 'table', total: 100_000, columns: [{ name: 'x', kind: 'Float64' }], rows } }); // prettier-ignore
    const [item] = section(await componentsOf('each'), 'Variables');
    expect(item).toMatchObject({ facts: expect.arrayContaining([expect.objectContaining({ name: 'item' })]) as unknown });
  });

  it('is a file of less than 200 kB', async () => {
    for (const each of ['train', 'each', 'each_join', 'after', 'fails']) expect((await pageOf(each)).length).toBeLessThan(200_000);
  });

  it('of a failed step says the error first; of each item of a foreach there is one; a blank one has only the code’s own; false is none', async () => {
    expect(ran.status).toBe(1);
    const failed = await componentsOf('fails');
    expect(failed[0]).toMatchObject({ type: 'error', title: 'TypeError', message: expect.stringMatching(/^it broke/) as string });
    expect(section(failed, 'Outputs')).toMatchObject([{ type: 'html', html: '<b>shown</b>' }]);
    const listed = await place.headwater(['card', 'list', 'Cards/latest/each']);
    expect(listed.stdout.trim().split('\n')).toHaveLength(2);
    expect(await componentsOf('after')).toEqual([]);
    const none = await place.headwater(['card', 'get', 'Cards/latest/quiet']);
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining('HW700')]);
  });

  it('leaves nothing of its time as a running one', () => {
    const [run = ''] = readdirSync(path.join(place.storeRoot, 'Cards')).filter(each => /^\d+$/.test(each));
    const folder = path.join(place.storeRoot, 'Cards', run, '_headwater', 'cards');
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
  });
});

describe('a card of very much', () => {
  const big = `import { card, Html, Image, Markdown, Table } from 'headwater';
const png = Buffer.alloc(50e6);
png.write('\\x89PNG\\r\\n\\x1a\\n', 'latin1');
card.append(new Html('x'.repeat(50e6), { label: 'Big page' }));
card.append(new Image(png, { alt: 'Big picture' }));
for (let at = 0; at < 5000; at++) card.append(new Markdown('Component ' + at));
const records = Array.from({ length: 100_000 }, (_, at) => ({ at, text: 'row ' + at }));
card.append(records);
card.append(new Table(records.map(each => [each.at])));
png.fill(0);`;

  it('says by name what is left out, keeps the rest, and names the variable that has the whole table', async () => {
    const notebook = place.notebook('big.ipynb', [{ source: big, step: 'big', settings: { card: { type: 'blank', title: 'Huge' } } }], { headwater: { flow: 'Big' } }); // prettier-ignore
    expect((await place.headwater(['run', notebook])).status).toBe(0);
    const got = await place.headwater(['card', 'get', 'Big/latest/big']);
    const document = documentOfPage(got.stdout);
    const [page, picture, first] = document?.components ?? [];
    expect(document?.title).toBe('Huge');
    expect(page).toMatchObject({ type: 'error', title: "'Big page' (html) was left out." });
    expect(picture).toMatchObject({ type: 'error', title: "'Big picture' (image) was left out." });
    expect(first).toEqual({ type: 'markdown', text: 'Component 0' });
    const [table, lost] = document?.components.slice(5002) ?? [];
    expect(table).toMatchObject({
      type: 'table',
      total: 100_000,
      source: expect.stringMatching(/^Big\/\d+\/big\/\d+\/records$/) as string
    });
    expect(lost).toMatchObject({ note: expect.stringContaining('assign the whole table to a variable') as string });
    expect(got.stdout.length).toBeLessThan(3_000_000);
    const shown = await place.headwater(['show', table?.type === 'table' ? (table.source ?? '') : '']);
    expect(shown.status, shown.stderr).toBe(0);
  });

  it('of an unknown type is refused with the types that there are', async () => {
    const notebook = place.notebook('type.ipynb', [{ source: 'const a = 1', step: 'one', settings: { card: { type: 'fancy' } } }]);
    const ran = await place.headwater(['run', notebook]);
    expect([ran.status, ran.stderr]).toEqual([2, expect.stringMatching(/HW\d+[^]*default[^]*blank/)]);
  });
});

describe('a card in the flow', () => {
  it('is no variable that one step takes from another', async () => {
    const cells = [
      { source: `import { card } from 'headwater';\ncard.append('a')`, step: 'one' },
      { source: `card.append('b')`, step: 'two' }
    ];
    const checked = await place.headwater(['check', place.notebook('apart.ipynb', cells), '--json']);
    expect(JSON.parse(checked.stdout)).toMatchObject({ edges: [], diagnostics: [] });
  });
});

describe('headwater card', () => {
  it('saves a card as a picture and as PDF by an installed browser', async () => {
    const browser = findBrowser();
    if (browser === null) throw new Error('There is no browser.');
    const environment = { HEADWATER_BROWSER: browser };
    for (const [format, magic] of [
      ['png', '\x89PNG'],
      ['pdf', '%PDF']
    ] as const) {
      // prettier-ignore
      const out = path.join(place.folder, `card.${format}`);
      const saved = await place.headwater(['card', 'get', 'Cards/latest/train', '--format', format, '--out', out], { environment });
      expect(saved.status, saved.stderr).toBe(0);
      expect(readFileSync(out).subarray(0, 4).toString('latin1')).toBe(magic);
    }
    const size = readFileSync(path.join(place.folder, 'card.png')).readUInt32BE(20);
    expect(size).toBeGreaterThan(600);
  });

  it('says what is missing when there is no browser', async () => {
    const out = path.join(place.folder, 'none.png');
    const args = ['card', 'get', 'Cards/latest/train', '--format', 'png', '--out', out];
    const saved = await place.headwater(args, { environment: { HEADWATER_BROWSER: '/nowhere/chromium' } });
    expect([saved.status, saved.stderr]).toEqual([2, expect.stringMatching(/HW701[^]*HEADWATER_BROWSER/)]);
    expect(statSync(out, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('shows a card as text', async () => {
    const { stdout } = await place.headwater(['card', 'show', 'Cards/latest/train']);
    expect(stdout).toContain('Training: 3 of 3');
  });
});

describe('a resumed run', () => {
  it('has the cards of the tasks that it has taken over', async () => {
    const resumed = await place.headwater(['resume', 'Cards']);
    expect(resumed.status).toBe(1);
    expect((await componentsOf('train'))[0]).toMatchObject({ type: 'progress', value: 3 });
  });
});

describe('the client', () => {
  it('gives a card as a value that shows itself', () => {
    const code = `const { Flow, namespace } = require('headwater'); namespace(null);
      Flow('Cards').latestRun.card('train').then(card => console.log(JSON.stringify([card.title, card.type, card.live, Object.keys(card[Symbol.for('Jupyter.display')]())])))`;
    const said = execFileSync(process.execPath, ['-e', code], {
      cwd: place.folder,
      env: { ...process.env, ...place.environment },
      encoding: 'utf8'
    });
    expect(JSON.parse(said)).toEqual([
      'Training the model',
      'default',
      false,
      ['application/vnd.headwater.card+json', 'text/html', 'text/plain']
    ]);
  });
});
