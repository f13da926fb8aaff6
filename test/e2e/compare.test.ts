import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compare, Flow, namespace, type Comparison } from '../../client';
import { buildOnce } from '../build';
import { makeWorkspace, type Workspace } from './workspace';

let place: Workspace;
let cmp: Comparison;

const burn = `let s = 0; for (let i = 0; i < 3e7 * work; i++) s += Math.sqrt(i); const score = s > 0 ? work : 0`;

beforeAll(async () => {
  buildOnce();
  place = makeWorkspace();
  const cells = [
    { source: 'let work = 1', tags: ['parameters'] },
    {
      source: `import { readFileSync, writeFileSync } from 'node:fs';\nconst rows = readFileSync('rows.csv', 'utf8').length`,
      step: 'load'
    },
    { source: `writeFileSync('made.txt', 'x' + work);\nconst made = readFileSync('made.txt', 'utf8')`, step: 'make' },
    { source: burn, step: 'train' }
  ];
  const notebook = place.notebook('inputs.ipynb', cells, { headwater: { flow: 'Inputs' } });
  for (const [content, work] of [
    ['1,2', 1],
    ['1,2', 8],
    ['1,2,3', 1]
  ] as const) {
    place.file('rows.csv', content);
    const ran = await place.headwater(['run', notebook, '--work', String(work)]);
    expect(ran.status, ran.stderr).toBe(0);
  }
  namespace(null);
  cmp = await compare(Flow('Inputs', { root: place.storeRoot }).runs({ last: 3 }));
}, 120_000);

afterAll(() => {
  namespace(null);
  place?.remove();
});

function contentOf(text: string): string {
  return createHash('sha1').update(text).digest('hex').slice(0, 7);
}

it('shows which content of a file from outside a run has read, and not those that the run made itself', () => {
  const inputs = cmp.data.columns.filter(each => each.facet === 'input');
  expect(inputs).toMatchObject([{ name: 'rows.csv', values: [contentOf('1,2,3'), contentOf('1,2'), contentOf('1,2')] }]);
  expect(cmp.data.groups).toEqual([]);
});

it('shows what a run has cost: more work is more CPU time, which is no more than the run can have had', () => {
  const cpu = cmp.data.columns.find(each => each.name === 'CPU time (s)')?.values.map(Number) ?? [];
  expect(cpu).toHaveLength(3);
  expect(cpu[1]).toBeGreaterThan(1.5 * (cpu[0] ?? 0));
  const [newest] = cmp.rows;
  expect(newest?.cpuSeconds).toBeGreaterThan(0);
  // Processes of the run that are there at the same time: at most as many as it has steps.
  expect(newest?.cpuSeconds).toBeLessThan(4 * (newest?.seconds ?? 0));
  // A Node process has more than 20 MB, and this one holds next to nothing.
  expect(newest?.peakMemoryBytes).toBeGreaterThan(20e6);
  expect(newest?.peakMemoryBytes).toBeLessThan(1e9);
});

it('has typed columns of them in its table', () => {
  const types = Object.fromEntries(cmp.table.schema.fields.map(each => [each.name, String(each.type)]));
  expect(types).toMatchObject({
    seconds: 'Float64',
    cpuSeconds: 'Float64',
    peakMemoryBytes: 'Float64',
    createdAt: 'Timestamp<MILLISECOND>'
  });
});
