import { describe, expect, it } from 'vitest';
import { decodeGroup, decodeValue } from '../../../src/artifact/decode-value';
import { encodeVariables } from '../../../src/artifact/encode-variables';
import { namingContext } from '../../../src/artifact/naming-context';
import { bytesOf, cell, cellContext, roundTrip } from './cell-context';

const code = cellContext();

function reload(value: unknown): unknown {
  const { value: loaded, bytes, again } = roundTrip(value, code);
  expect(again.equals(bytes)).toBe(true);
  return loaded;
}

/** Stores what the code makes, loads it, and runs `use` on that, as `x`. */
function after(make: string, use: string): unknown {
  return cell(`return ${use};`, { x: reload(cell(make)) });
}

describe('functions that close over variables go on where they were', () => {
  it.each([
    ['a counter', 'let n = 10; const tick = () => ++n; tick(); return tick;', '[x(), x()]', [12, 13]],
    [
      'one for each turn of a loop',
      'const all = []; for (let k = 0; k < 3; k++) all.push(() => k); return all;',
      'x.map(f => f())',
      [0, 1, 2]
    ],
    ['a function that calls itself', 'const f = n => (n ? n * f(n - 1) : 1); return f;', 'x(5)', 120],
    [
      'two that call each other',
      'const even = n => n === 0 || odd(n - 1); const odd = n => n !== 0 && even(n - 1); return even;',
      '[x(10), x(7)]',
      [true, false]
    ],
    [
      'a method that changes what it closes over',
      'let count = 0; const list = []; return { add(v) { list.push(`${++count}:${v}`); return list.join(); } };',
      "[x.add('a'), x.add('b')]",
      ['1:a', '1:a,2:b']
    ],
    ['a getter', 'const base = 20; return { get sum() { return base + this.own; }, own: 1 };', 'x.sum', 21],
    ['a method under a symbol', 'const all = [1, 2]; return { *[Symbol.iterator]() { yield* all; } };', '[...x]', [1, 2]],
    ['shadowed names', 'const a = 1, b = 2; return (b => { { const a = 5; } return a + b; });', 'x(10)', 11],
    [
      'destructuring and defaults',
      'const rate = 3, o = { k: 4 }; return ({ a = rate, ...rest }, [c] = [o.k]) => a + c + Object.keys(rest).length;',
      'x({ z: 1 })',
      8
    ],
    ['a named function with properties', 'function f() { return f.meta.k; } f.meta = { k: 7 }; return f;', '[x(), x.name]', [7, 'f']],
    ['an arrow in a constant', 'const named = () => 1; return named;', 'x.name', 'named'],
    ['a bound function', 'return function (a, b) { return this.n + a + b; }.bind({ n: 1 }, 2);', 'x(3)', 6],
    ['undefined, minus zero and bigints', 'let u, z = -0, b = 5n; return () => [u, Object.is(z, -0), b];', 'x()', [undefined, true, 5n]],
    [
      'a name in a catch and a label',
      'const e = 1; return () => { out: for (;;) { try { throw 2; } catch (e) { break out; } } return e; };',
      'x()',
      1
    ]
  ])('%s', (_, make, use, expected) => {
    expect(after(make, use)).toEqual(expected);
  });

  it('an async one', async () => {
    expect(await (reload(cell('const n = 4; return async () => { await null; return n; };')) as () => Promise<number>)()).toBe(4);
  });

  it('with an object of another variable, which they share after loading too', () => {
    const [rule, lines] = cell('const lines = []; const rule = () => lines.push(1); return [rule, lines];') as unknown[];
    const { groups } = encodeVariables(new Map([['rule', rule], ['lines', lines]]), code); // prettier-ignore
    expect(groups.map(group => group.variables)).toEqual([['lines', 'rule']]);
    const loaded = decodeGroup(Buffer.concat(groups[0]?.joint?.parts ?? []), code);
    (loaded.get('rule') as () => void)();
    expect(loaded.get('lines')).toEqual([1]);
  });

  it('shared variables stay shared once they are known to be', () => {
    const counter = reload(cell('let n = 0; return { up: () => ++n };')) as { up: () => number };
    expect([counter.up(), counter.up()]).toEqual([1, 2]);
    const twice = reload({ a: counter.up, b: counter.up }) as { a: () => number; b: () => number };
    expect([twice.a(), twice.b(), twice.a === twice.b]).toEqual([3, 4, true]);
  });
});

describe('functions that another process could not make again', () => {
  it.each([
    [
      'two share a variable that one of them changes',
      'let n = 0; return { up: () => ++n, read: () => n };',
      'x.up',
      /shares the changing variable n/
    ],
    [
      'one of the JavaScript engine',
      'let keep; new Promise(resolve => { keep = resolve; }); return { keep };',
      'x.keep',
      /JavaScript engine/
    ],
    ['this of the surroundings', 'return (function () { return { f: () => this }; }).call({});', 'x.f', /`this`/],
    ['super', 'return { __proto__: { m() {} }, m() { return super.m(); } };', 'x.m', /super/],
    ['eval', 'const n = 1; return text => eval(text);', 'x', /eval/],
    [
      'a captured variable that cannot be stored',
      'const job = Promise.resolve(); return { go: () => job };',
      'x.go (captured).job',
      /Promise/
    ],
    ['a module’s own function', 'const require = () => 1; return () => require();', 'x', /inside a module/]
  ])('%s', (_, make, path, what) => {
    const { unstorable } = encodeVariables(new Map([['x', cell(make)]]), code);
    expect(unstorable).toMatchObject([{ variable: 'x', path, what: expect.stringMatching(what) as string }]);
  });

  it('variables that share a changing variable across variables are both refused', () => {
    const [up, read] = cell('let n = 0; return [() => ++n, () => n];') as unknown[];
    const { groups, unstorable } = encodeVariables(new Map([['up', up], ['read', read], ['other', 1]]), code); // prettier-ignore
    expect(unstorable.map(({ variable }) => variable)).toEqual(['up', 'read']);
    expect(groups.map(group => group.variables)).toEqual([['other']]);
  });

  it('two counters of one maker are told apart by their values', () => {
    const made = cell('const make = s => { let n = s; return () => ++n; }; return [make(1), make(10)];');
    expect((reload(made) as (() => number)[]).map(f => f())).toEqual([2, 11]);
  });
});

describe('where code must not run', () => {
  it('a function is a stub that says so', () => {
    const bytes = bytesOf(cell('const n = 1; return { f: () => n };'), code);
    const { f } = decodeValue(bytes, namingContext) as { f: () => unknown };
    expect(() => f()).toThrow(expect.objectContaining({ code: 'HW313' }) as Error);
  });
});
