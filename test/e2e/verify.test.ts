import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerifyReport } from '../../src/verify/verify-report';
import { buildOnce } from '../build';
import { makeWorkspace, type TestCell, type Workspace } from './workspace';

let place: Workspace;

beforeAll(() => {
  buildOnce();
  place = makeWorkspace();
});

afterAll(() => place.remove());

/** A kernel takes its time to start, on a busy machine very much of it. */
const timeout = 280_000;

/** Each of these needs a kernel of its own, or several: as few as will do. */
describe('headwater verify with the real kernel', () => {
  it(
    'finds nothing in a right notebook, and then runs it: random starts, clocks, tables, a catch, a foreach, parameters',
    { timeout },
    async () => {
      const cells: TestCell[] = [
        { tags: ['parameters'], source: 'const rate = 0.1;' },
        { tags: ['setup'], source: 'const when = new Date();\nconst salt = Math.random();' },
        { source: 'const twice = (n: number) => 2 * n;' },
        {
          step: 'load',
          source: `import { tableFromArrays } from 'apache-arrow';
const xs = [1, NaN, -0]; const alias = xs; const start = Math.random(); const began = Date.now();
const table = tableFromArrays({ a: Float64Array.from([1, NaN, -0]), s: ['x', null, 'y'] });
const bytes = new Uint8Array(4000).map((_, i) => i); const view = bytes.subarray(5, 10);
class Model { static made = 0; w = start * rate; constructor() { Model.made++; } }
const model = new Model(); const took = Date.now() - began;
for (let i = 0; i < 1500; i++) console.log('line', i);
setTimeout(() => console.log('late'), 50);`
        },
        {
          step: 'change',
          settings: { catch: { var: 'oops' } },
          source: 'alias.push(salt); view[0] = twice(4); model.w += Math.random();\nconsole.log(when.toISOString(), model.w);\nxs.length'
        },
        {
          step: 'train',
          source: `import { foreach } from 'headwater';\nconst clock = performance.now();\nconst fits = await foreach([1, 2, 3], n => n * Math.random());\nconst elapsed = performance.now() - clock;`
        }
      ];
      const notebook = place.notebook('right.ipynb', cells);
      const ran = await place.headwater(['run', notebook, '--verify', '--rate', '0.5', '--no-scratch', '--json'], { timeout });
      const report = JSON.parse(ran.stderr.split('\n').find(line => line.startsWith('{')) ?? 'null') as VerifyReport | null;
      expect(report, ran.stderr).toMatchObject({ verdict: 'same', steps: [{ verdict: 'same' }, { verdict: 'same' }, { verdict: 'same' }] });
      expect(report?.flows.map(each => each.workers)).toEqual([1, expect.any(Number)]);
      expect(ran.status).toBe(0);
      expect(ran.stdout).toContain('"status":"successful"');
    }
  );

  it('tells what differs from what the kernel itself does not agree on, and what scratch cells would change', { timeout }, async () => {
    const cells: TestCell[] = [
      {
        step: 'a',
        source: `import { randomUUID } from 'crypto';\nconst list = [1]; const holder = { list }; const cfg = { rate: 1 }; const box = { fixed: 1, id: randomUUID() };`
      },
      { source: 'cfg.rate = 5;' },
      { step: 'b', source: 'const n = holder.list.push(2); const fixed = box.fixed;' },
      { step: 'c', source: 'const total = list.length * cfg.rate;' }
    ];
    const notebook = place.notebook('wrong.ipynb', cells);
    const ran = await place.headwater(['verify', notebook, '--json'], { timeout, environment: { HEADWATER_UNSAFE: 'no-grouping' } });
    const { steps, scratch } = JSON.parse(ran.stdout) as VerifyReport;
    expect(ran.status, ran.stderr).toBe(1);
    expect(steps.map(each => each.verdict)).toEqual(['different', 'different', 'different']);
    expect(steps[2]?.differences).toContainEqual(expect.objectContaining({ variable: 'total', path: 'total', kernel: '2', flow: '1' }));
    expect(steps[0]?.uncertain.map(each => each.path)).toEqual(['box.id']);
    expect(scratch).toContainEqual({ step: 'c', variable: 'cfg', path: 'cfg.rate', without: '1', with: '5', cell: 2 });
    expect(scratch).toContainEqual(expect.objectContaining({ step: 'c', variable: 'total', without: '2', with: '10' }));
  });

  it('compares the error with which a notebook ends', { timeout }, async () => {
    const cells: TestCell[] = [
      { step: 'a', source: 'const x = [1];' },
      { step: 'b', source: "console.error('careful'); x.push(2); throw new RangeError('too far');" },
      { step: 'c', source: 'const y = x.length;' }
    ];
    const ran = await place.headwater(['verify', place.notebook('failing.ipynb', cells), '--json'], { timeout });
    const { steps } = JSON.parse(ran.stdout) as VerifyReport;
    expect(steps, ran.stderr).toMatchObject([
      { step: 'a', verdict: 'same', failure: null },
      { step: 'b', verdict: 'same', failure: { message: 'RangeError: too far', caught: false } }
    ]);
    expect(steps).toHaveLength(2);
  });

  it('refuses a kernel that is not there and a cell that takes too long, and leaves no kernel behind', { timeout }, async () => {
    const other = { kernelspec: { display_name: 'X', language: 'typescript', name: 'nosuch' } };
    const missing = await place.headwater(['verify', place.notebook('missing.ipynb', [{ step: 'a', source: 'const x = 1;' }], other)]);
    expect([missing.status, missing.stderr]).toEqual([
      2,
      expect.stringContaining("HW360: The notebook's kernel 'nosuch' is not installed")
    ]);
    const mark = path.join(place.folder, 'pid');
    const cell = `require('fs').writeFileSync(${JSON.stringify(mark)}, String(process.pid)); for (;;);`;
    const late = await place.headwater(['verify', place.notebook('late.ipynb', [{ step: 'a', source: cell }]), '--timeout', '2'], {
      timeout
    });
    expect([late.status, late.stderr]).toEqual([2, expect.stringContaining('HW362: Cell 1 has taken longer than 2 s')]);
    expect(() => process.kill(Number(readFileSync(mark, 'utf8')), 0)).toThrow('ESRCH');
  });
});
