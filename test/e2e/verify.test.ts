import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerifyReport } from '../../src/verify/verify-report';
import { buildOnce } from '../build';
import { makeWorkspace, type Ran, type TestCell, type Workspace } from './workspace';

let place: Workspace;

beforeAll(() => {
  buildOnce();
  place = makeWorkspace();
});

afterAll(() => place.remove());

/** A kernel takes its time to start, on a busy machine very much of it. */
const timeout = 280_000;

async function verify(
  name: string,
  cells: readonly TestCell[],
  more: readonly string[] = [],
  environment = {}
): Promise<[Ran, VerifyReport]> {
  const ran = await place.headwater(['verify', place.notebook(`${name}.ipynb`, cells), '--json', ...more], { timeout, environment });
  return [ran, JSON.parse(ran.stdout) as VerifyReport];
}

describe('headwater verify with the real kernel', () => {
  it('finds nothing in a right notebook, with random starts, clocks, a foreach and parameters', { timeout }, async () => {
    const cells: TestCell[] = [
      { tags: ['parameters'], source: 'const rate = 0.1;' },
      { tags: ['setup'], source: 'const when = new Date();\nconst salt = Math.random();' },
      {
        step: 'load',
        source:
          'const xs = [1, 2, 3]; const alias = xs; const start = Math.random();\nclass Model { w = start * rate; }\nconst model = new Model();'
      },
      { step: 'change', source: 'alias.push(salt); model.w += Math.random();\nconsole.log(when.toISOString(), model.w);\nxs.length' },
      {
        step: 'train',
        source: `import { foreach } from 'headwater';\nconst began = performance.now();\nconst fits = await foreach([1, 2, 3], n => n * Math.random());\nconst took = performance.now() - began;`
      }
    ];
    const [ran, report] = await verify('right', cells, ['--rate', '0.5', '--no-scratch']);
    expect(report, ran.stderr).toMatchObject({ verdict: 'same', steps: [{ verdict: 'same' }, { verdict: 'same' }, { verdict: 'same' }] });
    expect(ran.status).toBe(0);
    expect(report.flows.map(each => each.workers)).toEqual([1, expect.any(Number)]);
  });

  it('marks what the kernel itself does not agree on, and leaves the exit status at 0', { timeout }, async () => {
    const cells: TestCell[] = [
      { step: 'a', source: `import { randomUUID } from 'crypto';\nconst box = { fixed: 1, id: randomUUID() };` },
      { step: 'b', source: 'const n = box.fixed + 1;' }
    ];
    const [ran, report] = await verify('uuid', cells, ['--no-scratch']);
    expect(ran.status, ran.stderr).toBe(0);
    expect(report.steps.map(each => each.verdict)).toEqual(['uncertain', 'uncertain']);
    expect(report.steps[0]?.uncertain.map(each => each.path)).toEqual(['box.id']);
  });

  it('shows step, variable and both values when validation is off and a dependency was missed', { timeout }, async () => {
    const cells: TestCell[] = [
      { step: 'a', source: "const list = [1]; const holder = new Map([['k', list]]);" },
      { step: 'b', source: "await new Promise(done => setTimeout(done, 3000));\nholder.get('k')!.push(2);" },
      { step: 'c', source: 'const sum = list.length;' },
      { step: 'd', source: 'console.log(sum);' }
    ];
    const [ran, report] = await verify('missed', cells, ['--no-scratch'], { HEADWATER_UNSAFE: 'no-validation' });
    expect(ran.status, ran.stderr).toBe(1);
    expect(report.steps.map(each => each.verdict)).toEqual(['same', 'same', 'different', 'different']);
    expect(report.steps[2]?.differences).toMatchObject([{ variable: 'sum', path: 'sum', kernel: '2', flow: '1' }]);
  });

  it('says what the scratch cells would change, and which one does it', { timeout }, async () => {
    const cells: TestCell[] = [
      { step: 'a', source: 'const cfg = { rate: 1 };' },
      { source: 'cfg.rate = 5;' },
      { source: 'interface Row { a: number }\nfunction help(row: Row) { return row.a * 2; }\nconst junk = 3;' },
      { step: 'b', source: 'const twice = help({ a: cfg.rate });' }
    ];
    const [ran, report] = await verify('scratch', cells);
    expect(ran.status, ran.stderr).toBe(0);
    expect(report.scratch).toContainEqual({ step: 'b', variable: 'cfg', path: 'cfg.rate', without: '1', with: '5', cell: 2 });
    expect(report.scratch).toContainEqual(expect.objectContaining({ step: 'b', variable: 'twice', without: '2', with: '10' }));
  });

  it(
    'refuses a kernel that is not there, a cell that fails and a kernel that hangs, and leaves no kernel behind',
    { timeout },
    async () => {
      const other = { kernelspec: { display_name: 'X', language: 'typescript', name: 'nosuch' } };
      const missing = await place.headwater(['verify', place.notebook('missing.ipynb', [{ step: 'a', source: 'const x = 1;' }], other)]);
      expect([missing.status, missing.stderr]).toEqual([
        2,
        expect.stringContaining("HW360: The notebook's kernel 'nosuch' is not installed")
      ]);
      const [failed] = await verify('failing', [{ step: 'a', source: 'const n: number = "three";' }]);
      expect([failed.status, failed.stdout]).toEqual([2, expect.stringContaining('HW363')]);
      const [late] = await verify('late', [{ step: 'a', source: 'for (;;);' }], ['--timeout', '3']);
      expect([late.status, late.stdout]).toEqual([2, expect.stringContaining('HW362')]);
    }
  );

  it('lets run --verify run what is the same', { timeout }, async () => {
    const notebook = place.notebook('both.ipynb', [{ step: 'a', source: 'const x = 1;' }]);
    const ran = await place.headwater(['run', notebook, '--verify', '--no-scratch', '--json'], { timeout });
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.stderr).toContain('"verdict":"same"');
    expect(ran.stdout).toContain('"status":"successful"');
  });
});
