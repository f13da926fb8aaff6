import { describe, expect, it } from 'vitest';
import type { NotebookCode } from '../../../src/language/code';
import { typescriptLanguage } from '../../../src/language/typescript/typescript-language';
import { runCells } from './scope-runtime';
import { codeCell, corpus, corpusCells, stepCells } from './snippets';

const language = typescriptLanguage('typescript');

/** Every piece of code, as a task would compile it. @throws SyntaxError */
function parseAll({ cells }: NotebookCode): void {
  const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as FunctionConstructor;
  for (const { body, definitions, foreach } of cells) {
    for (const piece of [body, foreach?.split, foreach?.item, foreach?.join]) if (piece !== undefined) new AsyncFunction(piece);
    for (const { expression } of definitions) new Function(`return (${expression}\n)`);
  }
}

it('all code of the corpus is valid JavaScript', () => {
  for (const each of corpus) expect(() => parseAll(language.compile(corpusCells(each))), each.name).not.toThrow();
});

it('a name in shorthand means the variable, in objects and in patterns, whichever cell declares it', async () => {
  const { scope } = await runCells(
    language.compile(stepCells('let m = 1, n = 2;', 'const o = { m, n }; ({ m, n = 7 } = { m: 5 } as any);'))
  );
  expect(scope).toEqual({ m: 5, n: 7, o: { m: 1, n: 2 } });
});

it('for await stands at the top level', async () => {
  const { scope } = await runCells(
    language.compile(stepCells('const all: number[] = []; for await (const x of [Promise.resolve(1), 2]) all.push(x);'))
  );
  expect(scope['all']).toEqual([1, 2]);
});

it('a resource is disposed of at the end of its cell', async () => {
  const dispose = "(Symbol as any).dispose ??= Symbol('dispose'); const log: string[] = [];";
  const { scope } = await runCells(
    language.compile(stepCells(dispose, "{ using r = { [Symbol.dispose]() { log.push('end'); } }; log.push(typeof r); }"))
  );
  expect(scope['log']).toEqual(['object', 'end']);
});

it('an alias of a member of a namespace is a value, one of types is nothing', async () => {
  const source =
    'namespace N { export const b = 5; export namespace M { export const c = 6 } } namespace T { export type X = 1 }\nimport A = N.b; import C = N.M.c; import X = T.X;';
  const { scope } = await runCells(language.compile(stepCells(source)));
  expect(scope).toMatchObject({ A: 5, C: 6 });
});

it('a notebook of JavaScript runs too', async () => {
  const javascript = typescriptLanguage('javascript');
  const { scope } = await runCells(
    javascript.compile(stepCells('const a = 1; class B { #x = a; x() { return this.#x; } }', 'const b = new B().x() + a;'))
  );
  expect(scope).toMatchObject({ a: 1, b: 2 });
});

it('the value of a last expression statement is the result, and of nothing else', async () => {
  const result = (source: string) => language.compile(stepCells(source)).cells[0]?.body.includes('$result');
  expect(['1 + 1', 'x = 2', 'await f()', '({ a: 1 });'].map(result)).toEqual([true, true, true, true]);
  expect(['const a = 1', '1; if (1) 2;', 'function f() {}', '1; type T = 2'].map(result)).toEqual([false, false, false, false]);
});

describe('imports', () => {
  const code = (...sources: string[]) => language.compile(stepCells(...sources)).cells;

  it('load a module where it is imported, unless its names are types only', () => {
    const [cell] = code(
      "import 'a'; import b from 'b'; import { C, D } from 'c'; import type { E } from 'e'; import { type F } from 'f';",
      'const c: C = new D();',
      'let d: C'
    );
    expect(cell?.body.match(/^\$require\("\w"\)/gm)).toEqual(['$require("a")', '$require("b")', '$require("c")']);
    expect(cell?.declares).toEqual(['b', 'D']);
    expect(code("import { C } from 'c';", 'let c: C')[0]).toMatchObject({ body: '', definitions: [] });
  });

  it('are definitions that name their module', () => {
    const source = "import a, { b as c, default as d } from 'm'; import * as e from 'm'; import f = require('m');";
    expect(code(source)[0]?.definitions.map(({ name, expression, module, kind }) => [name, expression, module, kind])).toEqual([
      ['a', '$default($require("m")).default', 'm', 'import'],
      ['c', '$require("m")["b"]', 'm', 'import'],
      ['d', '$default($require("m")).default', 'm', 'import'],
      ['e', '$star($require("m"))', 'm', 'import'],
      ['f', '$require("m")', 'm', 'import']
    ]);
  });
});

describe('contested names', () => {
  const contested = (tags: readonly string[][], ...sources: string[]) =>
    language.compile(sources.map((source, index) => codeCell(source, index, tags[index] ?? ['step:a']))).cells.map(cell => cell.contested);

  it('are those that a function of their cell uses and another cell binds', () => {
    expect(contested([], 'let x = 1, y = 2; function f() { return x; }', 'x = 2; y = 3;')).toEqual([['x'], []]);
    expect(contested([], 'let x = 1; x + 1;', 'x = 2; const f = () => x;')).toEqual([[], []]);
    expect(contested([], 'let x = 1; [1].map(() => x);', 'let x = 2; const f = () => x;')).toEqual([['x'], ['x']]);
  });

  it('are none because of the values of a scratch cell', () => {
    expect(contested([['step:a'], []], 'let x = 1; const f = () => x;', 'x = 2;')).toEqual([[], []]);
    expect(contested([['step:a'], []], 'const x = () => 1; const f = () => x();', 'const x = () => 2;')).toEqual([['x'], []]);
  });
});

describe('what a definition is made of', () => {
  const madeOf = (...sources: string[]): Record<string, readonly string[]> =>
    Object.fromEntries(
      language
        .compile(stepCells(...sources))
        .cells.flatMap(cell => cell.definitions.map(each => [`${each.name}@${cell.index}`, each.madeOf]))
    );

  it('is nothing for functions, imports and classes that use no variable while they are made', () => {
    const made = madeOf(
      `import fs from 'fs'; let n = 1; function f() { return n; }`,
      'class A { n = n; get() { return n + f(); } static z = 0; }'
    );
    expect(made).toEqual({ 'fs@0': [], 'f@0': [], 'A@1': [] });
  });

  it('is what its static fields, computed names and static blocks use', () => {
    expect(madeOf('let a = 1, b = "k", c = 2;', 'class A { static a = a; [b]() { return c; } static { A.a += c; } }')['A@1']).toEqual([
      'a',
      'b',
      'c'
    ]);
  });

  it('is a base that another cell declares again, and not one that there is once', () => {
    const made = madeOf('class K {} class M {}', 'class L extends K {} class N extends M {}', 'class K {}');
    expect([made['L@1'], made['N@1']]).toEqual([['K'], []]);
  });

  it('is what the functions use that are called', () => {
    expect(madeOf('let n = 0; function next() { return n++; }', 'class A { static id = next(); }')['A@1']).toEqual(['n']);
  });

  it("is the cell's own variable when another cell declares that too", () => {
    expect(madeOf('let n = 1; class A { static n = n; }', 'let n = 2;')['A@0']).toEqual(['n@0']);
  });
});
