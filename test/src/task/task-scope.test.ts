import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runStep } from './run-step';
import { compileCells, runSerially, type TestCell } from './serial-notebook';
import { TaskProcess, temporaryFolder, type FinalReport } from './task-process';

/** A notebook with one step for each source. */
function steps(...sources: string[]): TestCell[] {
  return sources.map((source, index) => ({ step: `s${index}`, source }));
}

async function printed(cells: readonly TestCell[]): Promise<string> {
  const { stdout, failure } = await runSerially(cells);
  if (failure !== null) throw new Error(`${failure.error.code} ${failure.error.message}\n${failure.error.stack}`);
  return stdout;
}

async function writesOf(cells: readonly TestCell[], step: string): Promise<string[]> {
  const { records, failure } = await runSerially(cells);
  if (failure !== null) throw new Error(`${failure.error.code} ${failure.error.message}`);
  return Object.keys(records.get(step)?.writes ?? {}).sort();
}

describe.concurrent('what an execution reads and writes', () => {
  it('reads only what it uses, and writes only what has changed', async () => {
    const cells = steps('const a = { n: 1 };\nconst b = { n: 2 };\nlet c = 3;', 'a.n;\nb.n = 5;\nc = 3;', 'console.log(a.n, b.n, c);');
    const { records, stdout } = await runSerially(cells);
    const second = records.get('s1') as FinalReport;
    expect(Object.keys(second.reads).sort()).toEqual(['a', 'b', 'globalThis', 'process.cwd', 'process.env']);
    expect(Object.keys(second.writes).sort()).toEqual(['b', 'c']);
    expect(stdout).toBe('1 5 3\n');
  });

  it('waits for a pending variable in the middle of a statement', async () => {
    const folder = temporaryFolder();
    const code = compileCells(steps('const early = [1];', "console.log('before');\nconsole.log(early.concat(2).join());"));
    const [maker, reader] = [new TaskProcess(folder), new TaskProcess(folder)];
    for (const task of [maker, reader]) task.prepare(code);
    const made = (await maker.execute({ cells: [0] })).writes['early'];
    if (made?.kind !== 'value') throw new Error('not written');
    const report = await reader.execute({ cells: [1], slots: { early: { kind: 'pending' } } }, () => ({ ...made, id: 'late' }));
    await Promise.all([maker.end(), reader.end()]);
    expect(reader.reports.map(each => each.type)).toEqual(['ready', 'started', 'read', 'finished']);
    expect(report.reads).toMatchObject({ early: 'late' });
    expect(reader.stdout).toBe('before\n1,2\n');
  });

  it('ends quietly when its scheduler is gone, also while it waits for a variable', async () => {
    const task = new TaskProcess(temporaryFolder());
    task.prepare(compileCells(steps('let x = 1;', 'console.log(x);')));
    task.send({
      type: 'execute',
      execution: 1,
      run: '1',
      step: 's',
      part: { kind: 'whole' },
      setup: [],
      cells: [1],
      parameters: [],
      slots: { x: { kind: 'pending' } },
      environment: {},
      sure: true
    });
    while ((await task.next())?.type !== 'read');
    task.closeOrders();
    expect(await task.exited).toBe(0);
    expect(task.stderr).toBe('');
  });

  it('keeps one object in two variables when a later step changes only one of them', async () => {
    const cells = steps(
      'const inner = { n: 1 };\nconst left = { inner };\nconst right = [inner];',
      'left.inner.n++;',
      'console.log(right[0].n, inner.n, right[0] === left.inner);'
    );
    expect(await printed(cells)).toBe('2 2 true\n');
    expect(await writesOf(cells, 's1')).toEqual(['inner', 'left', 'right']);
  });

  it('writes a variable again when a new one shares its object', async () => {
    const cells = steps(
      'const base = [1];',
      'const view = { base };',
      'view.base.push(2);',
      'console.log(base.join(), view.base === base);'
    );
    expect(await printed(cells)).toBe('1,2 true\n');
    expect(await writesOf(cells, 's1')).toEqual(['base', 'view']);
  });

  it('does not write the rest of a group of which one variable has been replaced since', async () => {
    const cells = steps(
      'const o = { n: 1 };\nlet p = [o];\nlet q = [o];',
      'q = [];',
      'p.length;\nq.length;\no.n;',
      'console.log(p[0] === o, q.length);'
    );
    expect(await writesOf(cells, 's2')).toEqual([]);
    expect(await printed(cells)).toBe('true 0\n');
  });

  it('sees that two variables no longer share an object though each looks as before', async () => {
    const cells = steps('const s = { n: 1 };\nconst t = [s];', 't[0] = { ...s };', 's.n = 9;', 'console.log(t[0].n, s.n);');
    expect(await printed(cells)).toBe('1 9\n');
  });

  it('does not count reading, sorting a copy, or assigning the same value as a change', async () => {
    const cells = steps('const list = [3, 1, 2];\nlet flag = true;', 'flag;\nflag = true;\n[...list].sort();\nlist.map(n => n * 2);', '1;');
    expect(await writesOf(cells, 's1')).toEqual([]);
  });
});

describe.concurrent('parameters and setup', () => {
  it('gives parameters their given values, by type', async () => {
    const cells: TestCell[] = [
      { step: null, tags: ['parameters'], source: "let rate = 0.5;\nconst big = 1n;\nconst names = ['x'];\nlet kept = 'default';" },
      { step: 'a', source: 'console.log(rate, big, names.join(), kept);' }
    ];
    const parameters = [
      { name: 'rate', type: 'number', value: 2 },
      { name: 'big', type: 'bigint', value: '12345678901234567890' },
      { name: 'names', type: 'array', value: ['p', 'q'] }
    ];
    expect((await runSerially(cells, { parameters })).stdout).toBe('2 12345678901234567890n p,q default\n');
  });

  it('runs setup in each task; what a step changes of it holds from then on', async () => {
    const cells: TestCell[] = [
      {
        step: null,
        tags: ['setup'],
        source:
          "const config = { level: 1 };\nlet mode = 'plain';\nclass Log { static lines: string[] = []; }\nfunction tag() { return mode; }"
      },
      { step: 'a', source: 'config.level += 1;\nLog.lines.push(tag());' },
      { step: 'b', source: "mode = 'fancy';\nconsole.log(config.level);" },
      { step: 'c', source: 'console.log(config.level, mode, Log.lines.join());' }
    ];
    expect(await printed(cells)).toBe('2 fancy plain\n');
    expect(await writesOf(cells, 'a')).toEqual(['Log@0.state', 'config']);
    expect(await writesOf(cells, 'b')).toEqual(['mode']);
  });

  it('lets setup hold what cannot be stored', async () => {
    const cells: TestCell[] = [
      { step: null, tags: ['setup'], source: 'const cache = new WeakMap<object, number>();\nconst key = {};\ncache.set(key, 4);' },
      { step: 'a', source: 'console.log(cache.get(key));' }
    ];
    expect(await printed(cells)).toBe('4\n');
  });
});

describe.concurrent('definitions', () => {
  it('carry properties, static fields and what is put on prototypes', async () => {
    const cells = steps(
      'function old(this: any, n: number) { this.n = n; }\nold.prototype.twice = function (this: any) { return this.n * 2; };\nclass Reg { static all = new Map<string, number>(); static #hits = 0; static hit() { return ++Reg.#hits; } }',
      "Reg.all.set('a', 1);\nReg.hit();\n(old as any).label = 'L';",
      'console.log(new (old as any)(4).twice(), (old as any).label, [...Reg.all].join(), Reg.hit());'
    );
    expect(await printed(cells)).toBe('8 L a,1 2\n');
  });

  it('carry the variables of namespaces inside namespaces', async () => {
    const cells = steps(
      'namespace Outer { export namespace In { export let n = 1; export function bump() { return ++n; } } export const list: number[] = []; }',
      'Outer.In.bump();\nOuter.list.push(7);',
      'console.log(Outer.In.bump(), Outer.In.n, Outer.list.join());'
    );
    expect(await printed(cells)).toBe('3 3 7\n');
  });

  it('are one class for all instances of a process, also in values that were stored apart', async () => {
    const cells = steps(
      'class P { constructor(public x: number) {} }\nconst a = new P(1);',
      'const b = [new P(2)];',
      'console.log(a.constructor === b[0].constructor, a instanceof P, b[0].x);'
    );
    expect(await printed(cells)).toBe('true true 2\n');
  });
});

describe.concurrent('ambient state', () => {
  it('carries environment variables, the working directory and names on globalThis', async () => {
    const cells = steps(
      "process.env.HW_TEST_A = 'x';\nrequire('node:fs').mkdirSync('inner');\nprocess.chdir('inner');\n(globalThis as any).shared = { hits: [1] };",
      '(globalThis as any).shared.hits.push(2);\ndelete process.env.HW_TEST_A;',
      "console.log(process.env.HW_TEST_A, require('node:path').basename(process.cwd()), (globalThis as any).shared.hits.join());"
    );
    expect(await printed(cells)).toBe('undefined inner 1,2\n');
  });

  it("does not take for the step's what loading apache-arrow leaves on globalThis, nor for a change of files what it stores", async () => {
    const { report } = await runStep(
      ["import { tableFromArrays } from 'apache-arrow';\nconst rows = tableFromArrays({ x: [1, 2] });\n(globalThis as any).__mine = 1;"],
      { sure: false }
    );
    expect(Object.keys(report.writes).sort()).toEqual(['globalThis', 'globalThis.__mine', 'rows', 'tableFromArrays']);
  });

  const refused = [
    ['Array.prototype.last', '(Array.prototype as any).last = () => 1;'],
    ['Math.random', 'Math.random = () => 0.5;'],
    ['node:util.mine', "import util from 'node:util';\n(util as any).mine = 1;"]
  ] as const;
  it.each(refused)('refuses a change of %s by name', async (about, source) => {
    const { failure } = await runSerially(steps(source));
    expect(failure?.error).toMatchObject({ code: 'HW330', about });
  });

  it('accepts such changes in setup, where every task has them', async () => {
    const cells: TestCell[] = [
      { step: null, tags: ['setup'], source: '(Array.prototype as any).last = function () { return this[this.length - 1]; };' },
      { step: 'a', source: 'console.log(([1, 5] as any).last());' }
    ];
    expect(await printed(cells)).toBe('5\n');
  });

  it('does not take node’s lazy globals for changes', async () => {
    const cells = steps(
      "structuredClone({});\nnew Blob(['x']);\nfetch;\ncrypto.randomUUID();\nnew TextEncoder();\nperformance.now();\nnew AbortController();\nqueueMicrotask(() => undefined);\nurl();\nfunction url() { return new URL('http://x.test'); }"
    );
    expect(await writesOf(cells, 's0')).toEqual(['url']);
  });
});

describe.concurrent('modules', () => {
  it('gives packages that are ES modules only, from the notebook’s folder', async () => {
    const folder = temporaryFolder();
    const lib = path.join(folder, 'node_modules', 'esm-only');
    mkdirSync(lib, { recursive: true });
    writeFileSync(path.join(lib, 'package.json'), JSON.stringify({ name: 'esm-only', type: 'module', exports: { import: './index.js' } }));
    writeFileSync(
      path.join(lib, 'index.js'),
      'const late = await Promise.resolve(4);\nexport default late;\nexport const named = () => late + 1;'
    );
    const code = compileCells(
      steps(
        "import late, { named } from 'esm-only';\nconst kept = 2;",
        "const { named: again } = await import('esm-only');\nconsole.log(late + kept, named(), again());"
      )
    );
    const task = new TaskProcess(folder);
    task.prepare(code);
    const report = await task.execute({ cells: [0, 1] });
    await task.end();
    expect(report).toMatchObject({ type: 'finished' });
    expect(task.stdout).toBe('6 5 5\n');
    expect(existsSync(path.join(folder, '.metaflow'))).toBe(true);
  });
});

describe.concurrent('rich outputs', () => {
  it('are kept in nbformat, with the value of the last expression', async () => {
    const source =
      "import { display } from 'tslab';\ndisplay.html('<b>x</b>');\ndisplay.png(new Uint8Array([1, 2]));\n({ [Symbol.for('Jupyter.display')]: () => ({ 'text/markdown': '*m*', 'text/plain': 'm' }) });";
    const { records } = await runSerially([...steps(source), { step: 's0', source: '[1, 2];' }, { step: 's0', source: 'undefined;' }]);
    expect(records.get('s0')?.outputs).toMatch(/^[0-9a-f]{40}$/);
    const { records: none } = await runSerially(steps('const quiet = 1;'));
    expect(none.get('s0')?.outputs).toBeNull();
  });
});
