import type { Chance } from './random-chance';
import { names, type Feature, type Palette } from './random-palette';
import { freshValue } from './random-values';

/** A declaration at the top level of a later cell, of a name that is mostly declared already. */
export function redeclaration(chance: Chance, palette: Palette): string {
  const { used, names } = palette;
  const { pick, below } = chance;
  const name = (): string => pick(names);
  const fresh = (): string => freshValue(chance, palette);
  const core = [
    () => `let ${name()}: any = ${fresh()};`,
    () => `let n0: any = n1 + ${below(9)};`,
    () => `let n1: any = ${below(9)};`,
    () => `var extra${below(2)}: any = ${fresh()};`
  ];
  const functions = [
    () => `function f0(x: any) { ${name()} = x; return mut(${name()}, x); }`,
    () => `function f1(x: any) { mut(${name()}, ${name()}); return f0(x); }`,
    () => `function memo(k: any): any { if (!cache.has(k)) cache.set(k, n1 * ${below(9)} + k); return cache.get(k); }`,
    () => `function deep(n: any): any { return n <= 0 ? n${below(2)} : 1 + deep(n - 1); }`,
    () => kClass,
    () => lClass,
    () => `class S${below(2)} { static at: any = n${below(2)}; static held: any = ${name()}; static next() { return S0.at + n0; } }`,
    () =>
      `class S1 extends K { static at: any = memo(${below(3)}); constructor(x: any) { super(x); } size() { return 1 + super.size(); } }`,
    () => `tick = (() => { let n = ${below(9)}; const held: any = ${name()}; return () => { n++; mut(held, n); return n; }; })();`,
    () => `hooks.poke = (x: any) => { n0 = x; mut(${name()}, n0); };`
  ];
  if (below(3) === 0) return '';
  const line = pick(used.has('functions') && below(2) === 0 ? functions : core)();
  const declared = /^(?:let|var) (\w+)/.exec(line)?.[1];
  return declared !== undefined && line.split(new RegExp(`\\b${declared}\\b`)).length > 2 ? '' : line;
}

/** A class with everything that classes have. */
const kClass = [
  'class K {',
  '  static made: any[] = []; #s: any;',
  '  constructor(public x: any) { this.#s = [x]; }',
  '  get secret() { return this.#s; }',
  '  size(): any { return n0; }',
  '}'
].join(' ');

/** A class that extends it. */
const lClass = 'class L extends K { constructor(x: any, public y: any) { super(x); } twice() { return mut(this.x, this.y); } }';

/** Lines of the first cell, which declare everything. */
export function declarations(chance: Chance, used: ReadonlySet<Feature>): string[] {
  const { pick, below } = chance;
  const name = (): string => pick(names);
  const lines = [
    'let v0: any = [0], v1: any = { a: 1 }, v2: any = new Map(), v3: any = [v0], v4: any = 4, v5: any = { b: v1 }, v6: any = v2, v7: any = new Set([v3]);',
    `let n0: any = ${below(9)}, n1: any = ${below(9)}, n2: any = ${below(9)}, n3: any = ${below(9)};`,
    `let nums: any = [3, 1, ${below(9)}], nums1: any = [${below(9)}], log: any = [];`,
    "const mark = Symbol('mark');",
    kClass
  ];
  if (used.has('functions'))
    lines.push(
      lClass,
      'class S0 { static at: any = 0; static held: any = null; static next(): any { return n1; } }',
      `function f0(x: any): any { ${name()} = x; return mut(${name()}, x); }`,
      `function f1(x: any): any { mut(${name()}, ${name()}); return f0(x); }`,
      'const cache: any = new Map();',
      'function memo(k: any): any { if (!cache.has(k)) cache.set(k, n0 + k); return cache.get(k); }',
      'function deep(n: any): any { return n <= 0 ? n0 : 1 + deep(n - 1); }',
      'function* gen(n: any): any { for (let i = 0; i < n; i++) yield i + n0; }',
      'async function later(f: any): Promise<any> { await nap(1); return f(); }',
      `const hooks: any = { peek: () => n${below(2)}, poke: (x: any) => mut(${name()}, x) };`,
      `const view: any = { get first() { return ${name()}; }, get size() { return nums.length; }, note: 0 };`,
      `let tick: any = (() => { let n = 0; const held: any = ${name()}; return () => { n++; mut(held, n); return n; }; })();`
    );
  else lines.push('const hooks: any = {};');
  if (used.has('ambient')) lines.push('const home: any = process.cwd();');
  if (used.has('files'))
    lines.push(
      "import * as fs from 'fs';",
      "function readIt(f: any): any { return fs.existsSync(f) ? fs.readFileSync(f, 'utf8') : 'none'; }"
    );
  if (used.has('buffers')) lines.push('let words: any = new Uint16Array(4), bytes: any = new Uint8Array(words.buffer);');
  if (used.has('odd'))
    lines.push('const re: any = /a/g, when: any = new Date(Date.UTC(2024, 0, 31)), frozen: any = Object.freeze({ x: 1, list: [] });');
  if (used.has('tables'))
    lines.push(
      "const arrow: any = require('apache-arrow');",
      'let table: any = arrow.tableFromArrays({ a: Int32Array.of(1, 2) }), column: any = [];'
    );
  return lines;
}

/** What the last cell prints: every variable there is. */
export function lastLine(used: ReadonlySet<Feature>, steps: number): string {
  const roots = [...names, 'n0', 'n1', 'n2', 'n3', 'nums', 'nums1', 'log', 'K.made', 'v0?.[mark]', '(globalThis as any).shared'];
  roots.push(...Array.from({ length: steps }, (_, index) => `log${index}`));
  if (used.has('functions'))
    roots.push(
      '(f0 as any).calls',
      'tick()',
      'hooks',
      'view.first',
      'view',
      'cache',
      'hooks.peek()',
      'f0(v1)',
      'memo(1)',
      'deep(1)',
      'new K(1).size()',
      'S0.at',
      'S0.held',
      'S0.next()'
    );
  if (used.has('ambient'))
    roots.push('process.env.RND_A', 'process.env.RND_B', "process.cwd().replace(home, '')", '(globalThis as any).counter');
  if (used.has('files')) roots.push("readIt('f0.txt')", "readIt('f1.txt')", "readIt('f2.txt')");
  if (used.has('buffers')) roots.push('bytes', 'words', 'bytes.buffer === words.buffer');
  if (used.has('odd')) roots.push('re.lastIndex', 'when', 'frozen', 'Object.isFrozen(frozen)');
  if (used.has('tables')) roots.push("table.numRows, [...(table.getChild('a') ?? [])]", '[...column]');
  return `console.log(dump(${[...roots, ...names].join(', ')}));`;
}
