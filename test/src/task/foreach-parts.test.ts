import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { StoredVersion } from '../../../src/artifact/artifact';
import type { NotebookCode } from '../../../src/language/code';
import type { Slot, SlotVersion } from '../../../src/task/protocol';
import { compileCells, versionOf, type TestCell } from './serial-notebook';
import { TaskProcess, temporaryFolder, type FinalReport } from './task-process';

const processes: TaskProcess[] = [];
afterAll(() => Promise.all(processes.map(task => task.end())));

/** A process with the code of one foreach step, whose cells are all cells. */
function started(code: NotebookCode, folder = temporaryFolder()): TaskProcess {
  const task = new TaskProcess(folder);
  processes.push(task);
  task.prepare(code);
  return task;
}

function stepCells(...sources: string[]): TestCell[] {
  return sources.map(source => ({ step: 's', source }));
}

function slotsOf(report: FinalReport): Record<Slot, SlotVersion> {
  return Object.fromEntries(Object.entries(report.writes).map(([slot, write]) => [slot, versionOf('split', slot, write)]));
}

function blob(folder: string, key: string): string {
  return gunzipSync(readFileSync(path.join(folder, '.metaflow/F/data', key.slice(0, 2), key))).toString('latin1');
}

const head = `import { foreach } from 'headwater';`;

async function splitOf(
  code: NotebookCode,
  folder: string,
  cells: readonly number[]
): Promise<{ items: StoredVersion[]; slots: Record<Slot, SlotVersion>; report: FinalReport }> {
  const report = await started(code, folder).execute({ part: { kind: 'split' }, cells });
  return { items: (report.items ?? []).map(item => item.stored), slots: slotsOf(report), report };
}

describe('the parts of a foreach step', () => {
  it('splits, runs each item in any process, and joins the results in item order', async () => {
    const code = compileCells(
      stepCells(
        `${head}\nconst factor = 10;`,
        `const made = await foreach([3, 'b', { deep: [1] }], (item, index) => [item, index, factor]);\nconsole.log(JSON.stringify(made));`
      )
    );
    const folder = temporaryFolder();
    const { items, slots, report } = await splitOf(code, folder, [0, 1]);
    expect(report.items?.map(item => item.text)).toEqual(['3', 'b', '{ deep: [ 1 ] }']);
    const worker = started(code, folder);
    const results: StoredVersion[] = [];
    for (const [index, item] of items.entries()) {
      const done = await worker.execute({ part: { kind: 'item', index, item }, cells: [0, 1], slots });
      expect(done).toMatchObject({ type: 'finished', clean: true, writes: {} });
      if (done.result) results.push(done.result);
    }
    const joiner = started(code, folder);
    const joined = await joiner.execute({ part: { kind: 'join', results }, cells: [0, 1], slots });
    expect(joined.type).toBe('finished');
    expect(joiner.stdout).toBe(
      `${JSON.stringify([
        [3, 0, 10],
        ['b', 1, 10],
        [{ deep: [1] }, 2, 10]
      ])}\n`
    );
    expect(Object.keys(joined.writes)).toEqual(['made']);
  });

  const refused = [
    ['HW320', 'count', 'reassigns an outer variable', 'let count = 0;', 'foreach([1], n => { count += n; return n; })'],
    ['HW320', 'list', 'changes an outer object', 'const list: number[] = [];', 'foreach([1], n => { list.push(n); return n; })'],
    ['HW320', 'item', 'changes its item', '', 'foreach([{ a: 1 }], each => { each.a = 2; return 1; })'],
    ['HW320', 'process.env', 'changes the environment', '', `foreach([1], n => { process.env.HW_TEST_X = 'set'; return n; })`],
    ['HW321', 'shared', 'returns an object of an outer variable', 'const shared = { a: 1 };', 'foreach([1], n => ({ n, inner: shared }))'],
    ['HW321', 'rows', 'returns an item that an outer variable holds', 'const rows = [{ a: 1 }];', 'foreach(rows, row => row)'],
    ['HW301', 'result', 'returns what cannot be stored', '', 'foreach([1], () => new WeakMap())']
  ] as const;
  it.concurrent.each(refused)('refuses with %s, naming %s, a body that %s', async (code, about, _what, before, call) => {
    const compiled = compileCells(stepCells(`${head}\n${before}`, `const made = await ${call};`));
    const folder = temporaryFolder();
    const { items, slots } = await splitOf(compiled, folder, [0, 1]);
    const [item] = items;
    if (item === undefined) throw new Error('no item');
    const report = await started(compiled, folder).execute({ part: { kind: 'item', index: 0, item }, cells: [0, 1], slots });
    expect(report).toMatchObject({ type: 'failed', error: { code, about } });
  });

  it('stores a result as a pickle of its own', async () => {
    const code = compileCells(stepCells(`${head}\nconst made = await foreach(['only'], text => text + '!');`));
    const folder = temporaryFolder();
    const { items, slots } = await splitOf(code, folder, [0]);
    const [item] = items;
    if (item === undefined) throw new Error('no item');
    const { result } = await started(code, folder).execute({ part: { kind: 'item', index: 0, item }, cells: [0], slots });
    expect(blob(folder, result?.key ?? '')).toContain('only!');
  });

  it('gives an empty list to the join when there are no items', async () => {
    const code = compileCells(stepCells(`${head}\nconst made = await foreach([], n => n);\nconsole.log(made);`));
    const folder = temporaryFolder();
    const { items, slots } = await splitOf(code, folder, [0]);
    expect(items).toEqual([]);
    const joiner = started(code, folder);
    await joiner.execute({ part: { kind: 'join', results: [] }, cells: [0], slots });
    expect(joiner.stdout).toBe('[]\n');
  });

  it('takes a few milliseconds an item once the process runs', async () => {
    const code = compileCells(
      stepCells(
        `${head}\nconst base = { offset: 5 };\nconst made = await foreach(Array.from({ length: 100 }, (_, n) => n), n => n + base.offset);`
      )
    );
    const folder = temporaryFolder();
    const { items, slots } = await splitOf(code, folder, [0]);
    const worker = started(code, folder);
    let spent = 0;
    for (const [index, item] of items.entries()) {
      const begun = performance.now();
      const report = await worker.execute({ execution: index + 1, part: { kind: 'item', index, item }, cells: [0], slots });
      if (index > 0) spent += performance.now() - begun;
      expect(report.type).toBe('finished');
    }
    console.log(`ms an item: ${spent / 99}`);
    expect(spent / 99).toBeLessThan(20);
  });
});
