import { describe, expect, it } from 'vitest';
import type { CellFacts, NameUse } from '../../../src/language/language';
import { typescriptLanguage } from '../../../src/language/typescript/typescript-language';
import { codeCell, corpus, corpusCells, stepCells } from './snippets';

const language = typescriptLanguage('typescript');

/** The facts of the last of some cells. */
function factsOf(...sources: string[]): CellFacts {
  const facts = language.analyse(stepCells(...sources)).at(-1);
  if (facts === undefined) throw new Error('no cells');
  return facts;
}

function names(uses: readonly NameUse[]): string[] {
  return uses.map(({ name }) => name).sort();
}

describe('reads', () => {
  it.each([
    ['a name of another cell', ['x + 1'], ['x']],
    ['no name that the cell declares', ['const x = 1; x + 1'], []],
    ['no name that it surely assigned before', ['x = 1; x + 1'], []],
    ['a name in the value it is given', ['x = x + 1'], ['x']],
    ['a name that only a branch assigned', ['if (y) x = 1; x'], ['x', 'y']],
    ['a name that a loop may have assigned', ['for (const k of []) x = k; x'], ['x']],
    ['a name that try may not have reached', ['try { x = 1 } catch {} x'], ['x']],
    ['a name after it was assigned in finally', ['try { } finally { x = 1 } x'], []],
    ['a name that ??= asks for', ['x ??= 1'], ['x']],
    ['a name that ++ changes', ['x++'], ['x']],
    ['what a function of the cell reads when it is called', ['function f() { return x + y; } y = 1; f();'], ['x']],
    ['nothing for a function that is not used', ['function f() { return x; }'], []],
    ['what functions read through each other', ['const a = () => b(); function b() { return x; } [a].length;'], ['x']],
    ['a shorthand property', ['({ x })'], ['x']],
    ['defaults and computed keys', ['const { [x]: a = y } = {} as any'], ['x', 'y']],
    ['a base class, a decorator-free field and a static block', ['class A extends x { f = y; static { y; } } new A()'], ['x', 'y']],
    ['no property names, labels or types', ['let v: x = { x: 1, y() {} } as y; x: for (;;) break x; v.x'], []],
    ['no local names', ['{ let x = 1; x } ((y: any) => y)(1); try {} catch (x) { x }'], []],
    ['a name that is hidden only beside it', ['((x: any) => x)(x)'], ['x']]
  ])('hold %s', (_title, [source = ''], expected) => {
    const declaring = 'let x: any, y: any;';
    expect(names(factsOf(declaring, source).reads)).toEqual(expected);
  });

  it('hold names that no cell declares, so that a missing one can be told', () => {
    expect(names(factsOf('console.log(missing)').reads)).toEqual(['console', 'missing']);
  });

  it('leave out a name that no cell declares and typeof only asks for', () => {
    expect(names(factsOf('typeof window === "object"').reads)).toEqual([]);
  });

  it('place a name at its first use', () => {
    const [read] = factsOf('let x = 1', 'let y = 1;\ny = y + x; x').reads;
    expect(read).toEqual({ name: 'x', range: { startLine: 1, startColumn: 8, endLine: 1, endColumn: 9 } });
  });
});

describe('writes', () => {
  it.each([
    ['declarations', 'const a = 1; let b; var { c, d: [e, ...f] } = o;', ['a', 'b', 'c', 'e', 'f']],
    ['assignments to names of other cells', 'x = 1; y += 1; [x, { p: y }] = o;', ['x', 'y']],
    ['a loop over a name', 'for (x of []) for (y in {}) ;', ['x', 'y']],
    ['what a called function assigns', 'const set = () => { x = 1; }; set();', ['x']],
    [
      'no functions, classes, enums, namespaces and imports',
      'import fs from "node:fs"; function f() {} const g = () => 1; class C {} enum E { A } namespace N { export const a = 1 }',
      []
    ],
    ['a function that is assigned again', 'let f = () => 1; f = () => 2;', ['f']],
    ['no var of a loop that nobody else sees', 'for (var i = 0; i < 2; i++) {}', []],
    ['a var of a loop that a definition uses', 'for (var i = 0; i < 2; i++) {} function f() { return i; }', ['i']]
  ])('hold %s', (_title, source, expected) => {
    expect(names(factsOf('let x: any, y: any, o: any;', source).writes)).toEqual(expected);
  });
});

describe('mutates', () => {
  it.each([
    ['x.a = 1', ['x']],
    ['x.a.b[0]++', ['x']],
    ['delete x.a', ['x']],
    ['(x.a ??= {}).b = 1', ['x']],
    ['[x.a, y] = [1, 2]', ['x']],
    ['x.list.push(1)', ['x']],
    ['x.set(1, 2).set(3, 4)', ['x']],
    ['x?.sort()', ['x']],
    ['Object.assign(x.a, y)', ['x']],
    ['x.at.setUTCDate(1)', ['x']],
    ['(x as any)!.a = 1', ['x']],
    ['const put = () => x.add(1); put();', ['x']],
    ['for (const row of x) row.total = 1', ['x']],
    ['for (const { parts } of x.rows) parts.push(1)', ['x']],
    ['x.forEach((row: any) => { row.total = y; })', ['x']],
    ['x.rows.map(function (row: any) { const first = row.cells[0]; first.v = 1; })', ['x']],
    ['{ const part = x.part; part.v = 1; }', ['x']],
    ['for (const row of y) { const x = row; } for (const row of x) row.v', []],
    ['x.map(String); x.get(1); x = { a: 1 }', []],
    ['{ const x: any = {}; x.a = 1; }', []]
  ])('of %s', (source, expected) => {
    expect(names(factsOf('let x: any, y: any;', source).mutates)).toEqual(expected);
  });
});

describe('definitions', () => {
  it('tell kinds, modules and what their bodies use', () => {
    const facts = factsOf(
      'let n = 0, log: any[] = [];',
      'import fs, { join as j } from "node:path"; import type { T } from "x";\nfunction f(a = n) { n++; log.push(a); return g(a); }\nconst g = (x: number): number => f(x) + n;\nclass C { m() { return C; } }\ninterface I {} type A = I;'
    );
    const short = facts.definitions.map(({ name, kind, module, reads, writes, mutates }) => [
      name,
      kind,
      module,
      [...reads].sort(),
      writes,
      mutates
    ]);
    expect(short).toEqual([
      ['fs', 'import', 'node:path', [], [], []],
      ['j', 'import', 'node:path', [], [], []],
      ['f', 'function', null, ['g', 'log', 'n'], ['n'], ['log']],
      ['g', 'function', null, ['f', 'n'], [], []],
      ['C', 'class', null, [], [], []],
      ['I', 'type', null, [], [], []],
      ['A', 'type', null, [], [], []]
    ]);
    expect(facts.onlyDefines).toBe(true);
  });

  it('are one for declarations that merge', () => {
    const { definitions } = factsOf('function f() { return f.n; } namespace f { export let n = 1; } enum E { A } enum E { B = 5 }');
    expect(definitions.map(({ name, kind }) => [name, kind])).toEqual([
      ['f', 'function'],
      ['E', 'enum']
    ]);
  });

  it.each(['f();', 'const x = 1;', 'import "node:fs";', 'let a = () => 1, b = 2;'])('are not all that a cell has with %s', source => {
    expect(factsOf(`function f() {} ${source}`).onlyDefines).toBe(false);
  });
});

describe('diagnostics', () => {
  it.each([
    ['a syntax error', 'const a = ;', 'HW111', 0, 10],
    ['a name declared twice', 'let a = 1;\nconst a = 2;', 'HW111', 1, 6],
    ['two functions of one name', 'function f() {}\nfunction f() {}', 'HW111', 1, 9],
    ['return at the top level', 'if (1) return 2;', 'HW111', 0, 7],
    ['await in a function that is not async', 'const f = () => await g();', 'HW111', 0, 16],
    ['a constant that is assigned', 'const a = 1;\na++;', 'HW112', 1, 0],
    ['an import that is assigned', 'import fs from "node:fs";\nfs = 1;', 'HW112', 1, 0],
    ['import.meta', 'import.meta.url', 'HW111', 0, 0],
    ['a default function', 'export default function () {}', 'HW113', 0, 0],
    ['an export without a name', 'export default 1;', 'HW113', 0, 0]
  ])('name %s and its place', (_title, source, code, startLine, startColumn) => {
    const [found] = factsOf(source).diagnostics;
    expect(found).toMatchObject({ code, severity: 'error', cell: 'c0', range: { startLine, startColumn } });
  });

  it('name a module cell', () => {
    const [found] = factsOf('/** @module tools */\nconst a = 1;').diagnostics;
    expect(found).toMatchObject({ code: 'HW113', about: 'tools', range: null });
  });

  it('name a constant of an earlier cell that is assigned, unless that was declared again', () => {
    expect(factsOf('const a = 1;', 'a = 2;').diagnostics).toMatchObject([{ code: 'HW112', about: 'a' }]);
    expect(factsOf('const a = 1;', 'let a = 3;', 'a = 2;').diagnostics).toEqual([]);
  });

  it.each([
    'var a = 1; var a = 2;',
    'function f(a: string): void; function f(a: any) {}',
    'interface A {} interface A {} class B {} namespace B { export const x = 1 }',
    'let a = 1; { const a = 2; }',
    'for await (const x of []) {}'
  ])('are none for %s', source => {
    expect(factsOf(source).diagnostics).toEqual([]);
  });

  it('are none for the corpus, whose values are made by steps or by scratch cells', () => {
    for (const each of corpus) expect(language.analyse(corpusCells(each)).flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  });
});

it('a notebook of JavaScript has no types', () => {
  const javascript = typescriptLanguage('javascript');
  expect(javascript.analyse(stepCells('let a = b < c > (d);'))[0]?.diagnostics).toEqual([]);
  expect(javascript.analyse(stepCells('let a: number = 1;'))[0]?.diagnostics).toMatchObject([{ code: 'HW111' }]);
});

it('two hundred cells are analysed in the time printed here', () => {
  const sources = Array.from(
    { length: 200 },
    (_, k) =>
      `import { x${k} } from "m";\nconst a${k}: number[] = [${k}];\nfunction f${k}(n: number) { for (let i = 0; i < n; i++) a${k}.push(i + a${Math.max(0, k - 1)}.length); return x${k}; }\nclass C${k} { #v = 1; get v() { return this.#v; } }\nconst b${k} = f${k}(3), c${k} = new C${k}().v;`
  );
  const cells = sources.map((source, index) => codeCell(source, index, [`step:s${index}`]));
  const start = performance.now();
  const facts = language.analyse(cells);
  const analysed = performance.now();
  const code = language.compile(cells);
  console.info(`200 cells: analysed in ${Math.round(analysed - start)} ms, compiled in ${Math.round(performance.now() - analysed)} ms`);
  expect([facts.length, code.cells.length]).toEqual([200, 200]);
});
