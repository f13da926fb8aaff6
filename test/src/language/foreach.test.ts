import { expect, it } from 'vitest';
import { typescriptLanguage } from '../../../src/language/typescript/typescript-language';
import { runCells, scopeRuntime } from './scope-runtime';
import { stepCells } from './snippets';

const language = typescriptLanguage('typescript');
const imported = "import { foreach as each } from 'headwater';";

/** Runs the last cell in its three parts, as tasks would. */
async function runParts(...sources: string[]): Promise<{ scope: Record<string, unknown>; result: unknown }> {
  const code = language.compile(stepCells(...sources));
  const last = code.cells.at(-1);
  const runtime = scopeRuntime();
  await runCells({ cells: code.cells.slice(0, -1) }, runtime);
  if (last?.foreach === null || last?.foreach === undefined) throw new Error('no foreach');
  const items = Array.from((await runtime.body(last.foreach.split, last)) as Iterable<unknown>);
  const results: unknown[] = [];
  for (const [$index, $item] of items.entries()) results.push(await runtime.body(last.foreach.item, last, { $item, $index }));
  const result = await runtime.body(last.foreach.join, last, { $items: results });
  return { scope: runtime.scope, result };
}

function foreachOf(...sources: string[]) {
  return language.analyse(stepCells(...sources)).at(-1)?.foreach;
}

const sources = ["const headwater = require('node:os'); const scale = 10;"];

it('its parts together do what the call does in place', async () => {
  const cell = `${imported}\nlet n = 2; const list = [1, n, 3]; for (var i = 0; i < 2; i++) n++;\nfunction f(x: number) { return x * scale + n; }\nconst { length, 0: first } = await each(list, (x, k) => f(x) + k);\nlet total = length + i; total;`;
  const { scope, result } = await runParts(...sources, cell);
  expect(scope).toMatchObject({ first: 14, length: 3, total: 5, i: 2 });
  expect(result).toBe(5);
});

it('an assignment, a bare call and a module of another cell are fan-outs too', async () => {
  const assigned = await runParts('let r: any; let n = 0;', `${imported} [r, n] = await each([1, 2], async x => x + 1);`);
  expect(assigned.scope).toMatchObject({ r: 2, n: 3 });
  expect(assigned.result).toEqual([2, 3]);
  const bare = await runParts("import * as hw from 'headwater';", 'await hw.foreach(new Set([1, 2]), String);');
  expect(bare.result).toEqual(['1', '2']);
});

it('tells what its parts use', () => {
  const found = foreachOf(
    'let data = [1], rate = 2, count = 0, log: any[] = []; const fit = (x: any) => { count++; return x + rate; };',
    `${imported}\nconst ready = data.map(x => x);\nconst models = await each(ready, (x, k) => { log.push(k); return fit(x) + data.length; });`
  );
  const names = (uses: readonly { name: string }[] = []) => uses.map(({ name }) => name).sort();
  expect(found?.binds).toEqual(['models']);
  expect(names(found?.splitReads)).toEqual(['data']);
  expect(names(found?.splitWrites)).toEqual(['ready']);
  expect(names(found?.bodyReads)).toEqual(['data', 'fit', 'log']);
  expect(names(found?.bodyWrites)).toEqual(['count', 'log']);
});

it.each([
  ['in its body', "import { card } from 'headwater';", 'x => { card.append(x); return x; }'],
  [
    'in a function',
    "import { card } from 'headwater'; function fit(x: any) { const shown = card; shown.append(x); return x; }",
    'x => fit(x)'
  ],
  ['by the package', "import * as hw from 'headwater';", 'x => { hw.card.append(x); return x; }']
])('what an item puts on its own card %s is no outer change', (_, setup, body) => {
  expect(foreachOf(setup, `${imported} const r = await each([1], ${body});`)?.bodyWrites).toEqual([]);
});

it('an outer variable that is called card is changed', () => {
  expect(foreachOf('const card: any[] = [];', `${imported} const r = await each([1], x => { card.push(x); });`)?.bodyWrites).toHaveLength(
    1
  );
});

it.each([
  ['in another statement', `${imported} if (1) await each([1], x => x);`],
  ['without await', `${imported} const p = each([1], x => x);`],
  ['of another package', "import { foreach } from 'other'; await foreach([1], x => x);"],
  ['declared by the cell', 'function foreach(a: any, b: any) {} await foreach([1], x => x);'],
  ['with spread arguments', `${imported} await each(...([[1], (x: any) => x] as const));`]
])('a call %s runs in place', (_title, source) => {
  expect(foreachOf(source)).toBeNull();
  expect(language.compile(stepCells(source)).cells[0]?.foreach).toBeNull();
});

it('a second one in a cell is an information', () => {
  const [facts] = language.analyse(stepCells(`${imported}\nconst a = await each([1], x => x);\nconst b = await each(a, x => x);`));
  expect(facts?.diagnostics).toMatchObject([{ code: 'HW122', severity: 'info', range: { startLine: 2 } }]);
  expect(facts?.foreach?.binds).toEqual(['a']);
});
