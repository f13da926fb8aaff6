import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExecuteOrder } from '../../../src/task/protocol';
import { compileCells, type TestCell } from './serial-notebook';
import { errorOf, runStep } from './run-step';
import { TaskProcess, temporaryFolder, type FinalReport } from './task-process';

describe.concurrent('a step that fails', () => {
  it('says which cell, line and column threw, in source positions', async () => {
    const { report } = await runStep([
      'const n: number = 1;',
      '// first line\ninterface T { a: number }\nfunction boom(t: T): never {\n  throw new TypeError(`bad ${t.a}`);\n}\nboom({ a: n });'
    ]);
    const error = errorOf(report);
    expect(error).toMatchObject({ code: 'HW200', type: 'TypeError', message: 'bad 1', cell: 'c1' });
    expect(error.range?.startLine).toBe(3);
    expect(error.stack).toMatch(/^TypeError: bad 1\n.*boom.*cell c1:4:9.*\n.*cell c1:6:/s);
  });

  it('maps a throw inside a definition that another step re-executes', async () => {
    const code = compileCells([
      { step: null, source: 'const unused = 1;\nfunction deep(x: string) {\n  const y: string = x;\n  return (null as any)[y];\n}' },
      { step: 's', source: "deep('k');" }
    ]);
    const task = new TaskProcess(temporaryFolder());
    task.prepare(code);
    const report = await task.execute({ cells: [1], slots: { deep: { kind: 'definition', id: 'd', cell: 0 } } });
    await task.end();
    expect(errorOf(report)).toMatchObject({ cell: 'c0', range: { startLine: 3 } });
    expect(errorOf(report).stack).toMatch(/cell c0:4:\d+.*\n.*cell c1:1:/s);
  });

  const thrown = [
    ['a string', "throw 'plain text';", 'string', 'plain text'],
    ['undefined', 'throw undefined;', 'undefined', 'undefined'],
    ['null', 'throw null;', 'null', 'null'],
    ['a plain object', 'throw { code: 7 };', 'Object', '{"code":7}'],
    ['an own error class', "class Mine extends Error {}\nthrow new Mine('own');", 'Mine', 'own'],
    ['a rejection that nobody handles', "Promise.reject(new RangeError('late'));", 'RangeError', 'late'],
    ['an error in a callback', "setTimeout(() => { throw new Error('in timer'); }, 5);", 'Error', 'in timer']
  ] as const;
  it.each(thrown)('reports %s', async (_what, source, type, message) => {
    const { report } = await runStep([source]);
    expect(errorOf(report)).toMatchObject({ code: 'HW200', type, message });
  });

  it('accepts a rejection that is handled before the end', async () => {
    const { report } = await runStep(
      ["const p = Promise.reject(new Error('x'));\nsetTimeout(() => p.catch(() => undefined), 20);\nconst done = 1;"],
      { needed: [] }
    );
    expect(report.type).toBe('finished');
  });

  it('names the cell that was running when what was thrown has no stack', async () => {
    const { report } = await runStep(['1;', "throw 'plain text';", '2;']);
    expect(errorOf(report)).toMatchObject({ cell: 'c1', range: null });
  });

  it('shows what an error was caused by', async () => {
    const { report } = await runStep(["const first = new RangeError('deep');\nthrow new Error('outer', { cause: first });"]);
    expect(errorOf(report)).toMatchObject({ message: 'outer', range: { startLine: 1 } });
    expect(errorOf(report).stack).toMatch(/cell c0:2:.*\nCaused by RangeError: deep\n.*cell c0:1:/s);
  });

  it('reports a thrown value that cannot be read', async () => {
    const { report } = await runStep([
      "throw new Proxy({}, { get() { throw new Error('no'); }, getPrototypeOf() { throw new Error('no'); } });"
    ]);
    expect(errorOf(report)).toMatchObject({ code: 'HW200', cell: 'c0' });
  });

  it('waits for a timer that does not keep the process alive', async () => {
    const { report } = await runStep(['const done = await new Promise(resolve => setTimeout(() => resolve(5), 300).unref());']);
    expect(report).toMatchObject({ type: 'finished' });
  });

  it('says that a cell has called process.exit', async () => {
    const { report } = await runStep(["console.log('before');\nprocess.exit(3);"]).catch((error: unknown) => Promise.reject(error));
    expect(errorOf(report)).toMatchObject({ code: 'HW203', message: 'The step ended its process: process.exit(3).' });
  });

  it('keeps what it read and printed, and writes nothing', async () => {
    const { report, task } = await runStep([
      "console.log('shown');\nconsole.error('seen');\nconst made = 1;\nvoid (globalThis as any).x;\nthrow new Error('end');"
    ]);
    expect(report).toMatchObject({ writes: {}, stdout: { start: 0, end: 6 }, stderr: { start: 0, end: 5 }, clean: false });
    expect(task.stdout).toBe('shown\n');
  });

  it('fails when setup does, with the place in the setup cell', async () => {
    const cells: TestCell[] = [
      { step: null, tags: ['setup'], source: "throw new Error('no licence');" },
      { step: 's', source: '1;' }
    ];
    const task = new TaskProcess(temporaryFolder());
    task.prepare(compileCells(cells));
    const report = await task.execute({ setup: [0], cells: [1] });
    await task.end();
    expect(errorOf(report)).toMatchObject({ message: 'no licence', cell: 'c0' });
  });

  it('does not count what setup prints as printed by the step', async () => {
    const cells: TestCell[] = [
      { step: null, tags: ['setup'], source: "console.log('from setup');" },
      { step: 's', source: "console.log('own');" }
    ];
    const task = new TaskProcess(temporaryFolder());
    task.prepare(compileCells(cells));
    const report = await task.execute({ setup: [0], cells: [1] });
    await task.end();
    expect(task.stdout.slice(report.stdout.start, report.stdout.end)).toBe('own\n');
  });

  it('waits for timers that end by themselves, and keeps what they do', async () => {
    const { report } = await runStep(['let seen = 0;\nsetTimeout(() => { seen = 7; }, 50);']);
    expect(report.type).toBe('finished');
    expect(report.writes['seen']).toMatchObject({ kind: 'value', stored: { summary: expect.stringContaining('7') as string } });
  });

  it('names variable, path and cell of what cannot be stored', async () => {
    const { report } = await runStep(['const ok = 1;', 'const model = { layers: [1, { socket: new WeakMap() }] };']);
    expect(errorOf(report)).toMatchObject({ code: 'HW301', about: 'model', cell: 'c1' });
    expect(errorOf(report).message).toContain('model.layers[1].socket');
  });

  it('goes on with a warning when nothing later mentions what cannot be stored; a reader of it is told', async () => {
    const code = compileCells([
      { step: 'a', source: 'const cache = new WeakMap();\nconst kept = 1;' },
      { step: 'b', source: 'console.log(cache);' }
    ]);
    const folder = temporaryFolder();
    const run = async (order: Partial<ExecuteOrder>): Promise<FinalReport> => {
      const task = new TaskProcess(folder);
      task.prepare(code);
      const report = await task.execute(order);
      await task.end();
      return report;
    };
    const report = await run({ cells: [0], needed: ['kept'] });
    expect(report).toMatchObject({
      type: 'finished',
      warnings: [{ code: 'HW302', about: 'cache' }],
      writes: { cache: { kind: 'unstorable' }, kept: { kind: 'value' } }
    });
    const write = report.writes['cache'];
    if (write?.kind !== 'unstorable') throw new Error('not unstorable');
    expect(errorOf(await run({ cells: [1], slots: { cache: { ...write, id: 'u' } } }))).toMatchObject({
      code: 'HW301',
      about: 'cache',
      cell: 'c1'
    });
  });

  it('finds modules from the notebook’s folder and maps nothing in them', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'lib.js'), "exports.fail = () => { throw new Error('inside'); };");
    writeFileSync(path.join(folder, 'typed.ts'), 'export const twice = (n: number): number => n * 2;');
    const { report } = await runStep(
      ["import { fail } from './lib';\nimport { twice } from './typed';\nconsole.log(twice(4));\nfail();"],
      {},
      folder
    );
    expect(errorOf(report)).toMatchObject({ message: 'inside', cell: 'c0' });
    expect(errorOf(report).stack).toContain(path.join(folder, 'lib.js'));
  });
});
