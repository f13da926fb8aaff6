import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, findPython } from '../build';
import { makeWorkspace, readFixture, type Workspace } from './workspace';

/** The kernel `headwater` over the real protocol, started as Jupyter starts it. */

const python = findPython();

/** `HEADWATER_KERNEL_CORPUS=all` for every notebook. */
const corpus = JSON.parse(readFixture('notebooks/corpus-typescript.json')) as { cells: { source: string }[] }[];
const sample = process.env['HEADWATER_KERNEL_CORPUS'] === 'all' ? corpus : corpus.filter((_, index) => index % 5 === 0);
let place: Workspace;

beforeAll(() => {
  buildOnce();
  place = makeWorkspace();
});

afterAll(() => place.remove());

describe.skipIf(python === null)('the kernel', () => {
  it("passes Jupyter's own test of kernels", () => {
    expect(unittest('kernel-conformance.py')).toMatch(/^OK \(skipped=2\)$/m);
  });

  it('answers and publishes as the protocol says, and survives interrupts', () => {
    expect(unittest('kernel-cells.py')).toMatch(/^OK$/m);
  });

  it(`gives the values of stock tslab and prints what it prints, in ${sample.length} notebooks of the corpus`, () => {
    const results = path.join(place.folder, 'beside-stock.json');
    const input = JSON.stringify(sample.map(each => each.cells.map(cell => cell.source)));
    execFileSync(python ?? '', [script('kernel-beside-stock.py'), results, place.folder], { input, stdio: ['pipe', 'ignore', 'inherit'] });
    const { tslab, headwater } = JSON.parse(readFileSync(results, 'utf8')) as Record<string, unknown[]>;
    expect(tslab).toHaveLength(sample.length);
    expect(headwater).toEqual(tslab);
  });

  it('lists variables, sets them from a run and opens a failed task', async () => {
    const notebook = place.notebook('fit.ipynb', fitCells, { headwater: { flow: 'Fit' } });
    expect((await place.headwater(['run', notebook])).status).toBe(1);
    const runs = JSON.parse((await place.headwater(['runs', 'Fit', '--json'])).stdout) as { pathspec: string }[];
    const environment = { HEADWATER_TEST_STORE: place.storeRoot, HEADWATER_TEST_RUN: runs[0]?.pathspec ?? '' };
    expect(unittest('kernel-comm.py', environment)).toMatch(/^OK$/m);
  });
});

const fitCells = [
  { tags: ['parameters'], source: 'const rate = 2;' },
  { tags: ['setup'], source: "import { foreach } from 'headwater';\nconst unit = 'km';\nconsole.log(unit);" },
  {
    step: 'load',
    source: `import { tableFromArrays } from 'apache-arrow';
class Point { constructor(public x: number) {} get twice() { return this.x * 2; } }
function double(n: number) { return 2 * n; }
const xs = [1, 2, 3];
const scale = new Map([['km', 1]]);
const point = new Point(7);
const table = tableFromArrays({ a: [1, 2, 3] });`
  },
  {
    step: 'fit',
    source: `const ys = await foreach(xs, x => {
  if (x === 3) throw new Error('three');
  return double(x) * scale.get('km')! + rate + point.twice;
});`
  }
];

function unittest(name: string, environment: Readonly<Record<string, string>> = {}): string {
  const { stderr } = spawnSync(python ?? '', [script(name)], { encoding: 'utf8', env: { ...process.env, ...environment } });
  return stderr;
}

function script(name: string): string {
  return path.join(__dirname, name);
}
